import { registry } from "@web/core/registry";
import { cutLine, mendLine, row } from "./steps";

const tours = registry.category("web_tour.tours");
const cell = (indicator, name) => `.o_child_plan_grid tr:contains(${indicator}) input[data-cell='${name}']`;
const pressed = [{ trigger: ".modal button[name='action_apply']:visible", run: "click" }];
const confirmed = [{ trigger: ".modal .modal-footer .btn-primary", run: "click" }];

/** Fill in the cell and leave it. */
const enter = (indicator, name, value) => [{ trigger: cell(indicator, name), run: `edit ${value} && press Tab` }];

/** A ward's officer opens the report from the home screen, mends what is doubtful and hands it in. */
tours.add("child_plan_report_ward", {
    steps: () => [
        { trigger: ".o_child_plan_reports_due", run: "click" },
        { trigger: `${row("2026")} button[name='action_open'], .o_data_row button[name='action_open']`, run: "click" },
        { trigger: "button[name='action_hand_in']", run: "click" },
        { content: "what it lacks", trigger: ".modal:contains(2 figures are empty)" },
        ...confirmed,
        ...enter("T-1", "numerator", "12"),
        ...enter("T-1", "denominator", "10"),
        ...enter("T-2", "numerator", "1"),
        { content: "the reason stands at the figure", trigger: "tr.table-danger .o_child_plan_problem" },
        cutLine,
        ...enter("T-1", "numerator", "8"),
        ...enter("T-1", "note", "counted twice"),
        { content: "the line is gone", trigger: ".o_child_plan_grid .alert:contains(Not saved yet)" },
        mendLine,
        { content: "it was sent", trigger: ".o_child_plan_grid:not(:has(.alert))" },
        { trigger: "[name='results'] textarea", run: "edit All children are advised" },
        { trigger: ".o_child_plan_grid:not(:has(.o_child_plan_problem))" },
        { trigger: "button[name='action_hand_in']", run: "click" },
        ...pressed,
        {
            trigger: ".o_statusbar_status [data-value='submitted'].o_arrow_button_current",
        },
    ],
});

/** The standing office returns one report, accepts the other, and adds up its own. */
tours.add("child_plan_report_office", {
    steps: () => [
        { trigger: ".o_group_header:first", run: "click" },
        { trigger: `${row("Xã A1")} td[name='unit_id']`, run: "click" },
        { trigger: "button[name='action_return']", run: "click" },
        { trigger: ".modal [name='reason'] textarea", run: "edit The third village is missing" },
        { trigger: ".modal button[name='action_apply']:visible", run: "click" },
        { trigger: ".o_statusbar_status [data-value='returned'].o_arrow_button_current" },
        { trigger: ".o_back_button, .o_breadcrumb .breadcrumb-item a", run: "click" },
        { trigger: `${row("Xã A2")} td[name='unit_id']`, run: "click" },
        { trigger: "button[name='action_accept']", run: "click" },
        ...confirmed,
        { trigger: ".o_statusbar_status [data-value='accepted'].o_arrow_button_current" },
        { trigger: ".o_back_button, .o_breadcrumb .breadcrumb-item a", run: "click" },
        { trigger: `${row("Huyện A")} td[name='unit_id']`, run: "click" },
        { trigger: ".o_child_plan_grid tr:contains(T-1):contains(1 of 2)" },
        { trigger: "button[name='action_hand_in']", run: "click" },
        { content: "whose report is missing", trigger: ".modal [name='waiting_for']:contains(Xã A1)" },
        { trigger: ".modal button[name='action_apply']:visible", run: "click" },
        { trigger: ".o_statusbar_status [data-value='submitted'].o_arrow_button_current" },
    ],
});

/** The province's leader sees the sum, not the small count behind it, and accepts the district's report. */
tours.add("child_plan_report_province", {
    steps: () => [
        { trigger: ".o_child_plan_summary td:contains(1/2)" },
        { trigger: ".o_child_plan_summary td:contains(hidden)" },
        {
            content: "a figure opens its rows",
            trigger: ".o_child_plan_summary tr:contains(T-2) td:eq(2) button",
            run: "click",
        },
        { trigger: ".o_list_view .o_data_row:contains(Xã A2)" },
    ],
});

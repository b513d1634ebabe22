import { registry } from "@web/core/registry";
import { atHome, choose, dialogClosed, hasRows, openMenu, reached, row, setDay } from "./steps";

/** A cell of the row that is being written: the one without units yet, or the one with the wording `task`. */
const emptyCell = (name) => `[name='task_ids'] .o_selected_row:not(:has(.o_tag)) [name='${name}']`;
const cell = (task, name) => `.o_selected_row:has([name='name'] textarea:value(${task})) [name='${name}']`;

function addTask(name, unit) {
    return [
        { trigger: "[name='task_ids'] .o_field_x2many_list_row_add a", run: "click" },
        { trigger: `${emptyCell("name")} textarea`, run: `edit ${name}` },
        ...choose(emptyCell("lead_unit_ids"), unit),
        { trigger: `${cell(name, "lead_unit_ids")} .o_tag:contains(${unit})` },
    ];
}

/** In the row of the check that is not being written yet: the deadline and the product that are missing. */
function mend(task, days, product) {
    return [
        { trigger: `.modal .o_data_row:contains(${task}) td[name='due_on']`, run: "click" },
        ...setDay(`.modal ${cell(task, "due_on")}`, days),
        { trigger: `.modal ${cell(task, "deliverable_ids")} input`, run: `edit ${product} && press Enter` },
        { trigger: `.modal .o_data_row [name='deliverable_ids'] .o_tag:contains(${product})` },
    ];
}

/** The standing office writes a plan, mends what the check finds unclear, and issues it. */
registry.category("web_tour.tours").add("child_plan_standing_office", {
    steps: () => [
        atHome,
        { content: "its home is the page of its authority", trigger: ".o_child_plan_dashboard" },
        ...openMenu("plans", "plan"),
        { trigger: ".o_list_button_add", run: "click" },
        { trigger: ".o_field_widget[name='number'] input", run: "edit 12/KH-UBND" },
        { trigger: "div[name='name'] textarea", run: "edit Care of orphans" },
        ...addTask("List every orphan of the district", "Phòng Y tế A"),
        ...addTask("Visit every orphan at home", "UBND các xã"),
        { trigger: ".o_form_view .o_form_button_save", run: "click" },
        { content: "both tasks lack a deadline and a product", trigger: ".alert:visible:contains(2)" },

        { trigger: "button[name='action_check']", run: "click" },
        hasRows(2, ".modal [name='task_ids']"),
        { trigger: ".modal .o_data_row:contains(List every):contains(by when):contains(which product)" },
        ...mend("List every", 20, "List of orphans"),
        ...mend("Visit every", 30, "Minutes"),
        {
            content: "now both are clear",
            trigger: ".modal [name='task_ids']:not(:contains(by when)):not(:contains(which product))",
        },
        { trigger: ".modal .alert-info:contains(3 assignments to 3 units)" },
        { trigger: ".modal button[name='action_issue']", run: "click" },

        dialogClosed,
        reached("issued"),
        { trigger: "button[name='action_view_assignments']:contains(3)", run: "click" },
        hasRows(3),
        { trigger: `${row("Xã A1")}:contains(Visit every orphan at home)` },
        { trigger: `${row("Xã A2")}:contains(Visit every orphan at home)` },
        { trigger: `${row("Phòng Y tế A")}:contains(List every orphan):contains(days left)` },
    ],
});

import { registry } from "@web/core/registry";
import { atHome, goBack, inDays, openMenu } from "@child_plan/../tests/tours/steps";

const day = ".o_child_plan_money_day input";
const list = ".o_list_view";
const form = ".o_form_view";
const pivot = ".o_pivot_view";

function choose(days) {
    return {
        trigger: day,
        async run({ edit, press }) {
            await edit(inDays(days));
            await press("Enter");
        },
    };
}

/** The finance officer asks what was spent 30 days ago; every view, the opened line and its entries keep that day. */
registry.category("web_tour.tours").add("child_plan_money_day", {
    steps: () => [
        atHome,
        ...openMenu("money", "budget_line"),
        { trigger: `${list} tfoot .o_list_number:contains(7,000,000)` },
        choose(-30),
        { trigger: `${list} tfoot .o_list_number:contains(4,000,000)` },
        { content: "not known yet on that day", trigger: `${list} .o_data_row.text-muted:contains(Leaflets)` },
        { trigger: ".o_switch_view.o_pivot", run: "click" },
        { trigger: `${pivot} .o_pivot_cell_value:contains(4,000,000)` },
        { trigger: ".o_switch_view.o_graph", run: "click" },
        { trigger: ".o_graph_view canvas" },
        { trigger: ".o_switch_view.o_list", run: "click" },
        { trigger: `${list} .o_data_row:contains(Training) td[name='name']`, run: "click" },
        { trigger: `${form} [name='spent']:contains(4,000,000)` },
        { content: "what came later is there, greyed", trigger: `${form} .o_data_row.text-muted:contains(3,000,000)` },
        { trigger: `${form} button[name='action_view_entries']`, run: "click" },
        { trigger: `${list} .o_list_table:has(.o_data_row:count(2))` },
        ...goBack(),
        { trigger: `${form} [name='spent']:contains(4,000,000)` },
        { content: "what is typed in is not lost", trigger: `${form} [name='note'] input`, run: "edit Checked" },
        { trigger: ".o_child_plan_today", run: "click" },
        { trigger: `${form} [name='spent']:contains(7,000,000)` },
        { trigger: `${form} [name='note'] input:value(Checked)` },
        { trigger: "body:not(:has(.o_child_plan_today))" },
        ...goBack(),
        { trigger: `${list} tfoot .o_list_number:contains(7,000,000)` },
    ],
});

/** A leader on a phone asks the same. */
registry.category("web_tour.tours").add("child_plan_money_day_phone", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Training):contains(7,000,000)" },
        choose(-30),
        { trigger: ".o_kanban_record:contains(Training):contains(4,000,000)" },
        { trigger: ".o_kanban_record:contains(Leaflets):contains(Amount not known)" },
        {
            content: "nothing is wider than the screen",
            trigger: ".o_control_panel",
            run({ anchor }) {
                if (anchor.scrollWidth > window.innerWidth) {
                    throw new Error(`the control panel is ${anchor.scrollWidth} wide`);
                }
            },
        },
        { trigger: ".o_kanban_record:contains(Training)", run: "click" },
        { trigger: `${form} [name='spent']:contains(4,000,000)` },
    ],
});

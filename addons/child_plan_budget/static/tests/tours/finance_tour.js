import { registry } from "@web/core/registry";
import { atHome, dialogClosed, goBack, hasRows, openMenu, row } from "@child_plan/../tests/tours/steps";

/** Press a stage's button on the form, fill in its dialog, and see what is left. */
function enter(stage, amount, reference, left) {
    return [
        { trigger: `.o_form_view button[name='action_enter']:contains(${stage})`, run: "click" },
        { trigger: ".modal [name='amount'] input", run: `edit ${amount}` },
        { trigger: ".modal [name='reference'] input", run: `edit ${reference}` },
        { trigger: `.modal [name='balance']:contains(${left})` },
        { trigger: ".modal footer button.btn-primary:visible", run: "click" },
        dialogClosed,
        { trigger: `.o_form_view [name='balance']:contains(${left})` },
    ];
}

/**
 * The finance office follows one line from its estimate over the allotment to what is spent, confirms what a ward
 * reports, and finds the line among the slow ones.
 */
registry.category("web_tour.tours").add("child_plan_finance", {
    steps: () => [
        atHome,
        ...openMenu("money", "budget_line"),
        hasRows(3),
        {
            content: "an unknown sum is not shown as zero",
            trigger: `${row("Gifts of sponsors")}:not(:contains(0\u00a0đ))`,
        },
        { trigger: "tfoot .o_list_number:contains(350,000,000)" },
        { trigger: `${row("Training of teachers")} td[name='name']`, run: "click" },
        ...enter("Allot", "300000000", "15/QĐ-UBND", "300,000,000"),
        ...enter("Disburse", "20000000", "RDT 1", "280,000,000"),
        { content: "each entry is there", trigger: ".o_field_widget[name='entry_ids'] .o_data_row:contains(RDT 1)" },
        ...goBack(),
        { trigger: "tfoot .o_list_number:contains(285,000,000)" },
        ...openMenu("money", "budget_spending"),
        { trigger: `${row("Ward 1")} button[name='action_confirm']`, run: "click" },
        hasRows(0),
        ...openMenu("money", "budget_slow"),
        { trigger: `${row("Training of teachers")}:contains(280,000,000)` },
        ...openMenu("money", "budget_analysis"),
        { trigger: ".o_pivot .o_pivot_cell_value:contains(20,000,000)" },
    ],
});

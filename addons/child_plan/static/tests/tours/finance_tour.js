import { registry } from "@web/core/registry";
import { atHome, goBack, hasRows, openMenu, row, saved } from "./steps";

/** The finance office sees the lines of its district's plans, their sums, and records what was spent. */
registry.category("web_tour.tours").add("child_plan_finance", {
    steps: () => [
        atHome,
        ...openMenu("money", "budget_line"),
        hasRows(2),
        { content: "an unknown sum is not shown as zero", trigger: `${row("Gifts of sponsors")}:not(:contains(₫))` },
        { trigger: "tfoot .o_list_number:contains(300,000,000)" },
        { trigger: `${row("Training of teachers")} td[name='name']`, run: "click" },
        { trigger: "[name='spent'] input", run: "edit 120000000" },
        { trigger: "[name='reference'] input", run: "edit 15/QĐ-UBND" },
        ...saved(),
        { trigger: "[name='balance']:contains(180,000,000)" },
        ...goBack(),
        { trigger: "tfoot .o_list_number:contains(180,000,000)" },
        { trigger: ".o_switch_view.o_pivot", run: "click" },
        { trigger: ".o_pivot .o_pivot_cell_value:contains(120,000,000)" },
        { trigger: ".o_pivot th:contains(KH-UBND)" },
    ],
});

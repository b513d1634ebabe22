import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { last, menu, openRow, orEmpty } from "@child_plan/guide/guide_tours";

/** The quick guide of the finance office. */
registry.category("web_tour.tours").add("child_plan_guide_finance", {
    url: "/odoo/action-child_plan_budget.child_plan_budget_line_action",
    steps: () => [
        openRow(_t("A budget line is money of a plan or task, by unit, source and year. Open one.")),
        orEmpty(
            ".o_form_view .o_field_widget[name='entry_ids']",
            _t("Every movement is an entry with its day and decision. A mistake is reversed, never overwritten.")
        ),
        ...menu("money", "budget_spending", _t("What units report as spent counts when you have confirmed it.")),
        ...menu("money", "budget_slow", _t("Money that lies idle: spending far behind the year.")),
        last(),
    ],
});

import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { formatInteger } from "@web/views/fields/formatters";
import { Dashboard } from "@child_plan/dashboard/dashboard";
import { percent } from "@child_plan/dashboard/figures";

/** The leader's page shows what was spent of the money, and opens the budget lines. */
patch(Dashboard.prototype, {
    /** What was spent of what was allotted; where nothing was allotted, only what was spent. */
    get money() {
        const { money } = this.page;
        if (!money) {
            return null;
        }
        const millions = (amount) => _t("%s million đồng", formatInteger(Math.round(amount / 1e6)));
        return {
            share: money.allotted ? percent(money.spent / money.allotted) : "–",
            words: money.allotted
                ? _t("%(spent)s of %(allotted)s in %(year)s", {
                      year: money.year,
                      spent: millions(money.spent),
                      allotted: millions(money.allotted),
                  })
                : millions(money.spent),
        };
    },

    openMoney() {
        return this.openList("child.plan.budget.line", _t("Money"), this.page.money.domain, ["pivot"]);
    },
});

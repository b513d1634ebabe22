import { menu } from "@child_plan/guide/guide_tours";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";

/** The guide of the standing office shows where documents come in, before it goes on to the reports. */
patch(registry.category("web_tour.tours").get("child_plan_guide_standing"), {
    steps() {
        const steps = super.steps();
        const reports = steps.findIndex(({ trigger }) => trigger.includes("child_plan_menu_reports"));
        const words = _t("Drop a signed document here: what is read becomes a draft plan that you check.");
        return steps.toSpliced(reports, 0, ...menu("plans", "import", words));
    },
});

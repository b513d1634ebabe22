import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { ExportProgress } from "@child_plan/list_export/list_export";

/** The progress of official units that are being loaded. */
export class UnitLoadProgress extends ExportProgress {
    get progress() {
        return _t("Being loaded: %(done)s of %(total)s authorities", {
            done: formatInteger(this.state.done),
            total: formatInteger(this.total),
        });
    }
}

registry.category("fields").add("child_plan_unit_load", {
    component: UnitLoadProgress,
    displayName: _t("Progress of official units"),
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "total", type: "integer" },
        { name: "error", type: "char" },
    ],
});

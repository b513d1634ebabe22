import { formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatSelection } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, xml } from "@odoo/owl";

/** When a task is due, as one word or date: "31/10/2026", "Quarterly", "Continuous", "No deadline". */
export class Timing extends Component {
    static template = xml`<span t-att-class="{ 'text-muted': !isTimed }" t-out="text"/>`;
    static props = { ...standardFieldProps };

    get timing() {
        return this.props.record.data[this.props.name];
    }

    get isTimed() {
        const { due_on, recurrence } = this.props.record.data;
        return this.timing === "one_off" ? Boolean(due_on) : this.timing === "recurring" && Boolean(recurrence);
    }

    get text() {
        const { data, fields } = this.props.record;
        if (this.timing === "one_off") {
            return data.due_on ? formatDate(data.due_on) : _t("No deadline");
        }
        const name = this.timing === "recurring" && data.recurrence ? "recurrence" : this.props.name;
        return formatSelection(data[name], { selection: fields[name].selection || [] });
    }
}

export const timing = {
    component: Timing,
    displayName: _t("Timing of a task"),
    supportedTypes: ["selection"],
    fieldDependencies: [
        { name: "due_on", type: "date" },
        { name: "recurrence", type: "selection" },
    ],
};

registry.category("fields").add("child_plan_timing", timing);

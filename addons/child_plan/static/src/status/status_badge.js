import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatSelection } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";
import { statusClass, statusIcon } from "./status";

/**
 * The status of an assignment as icon and label on its colour. The label is the field `text_field` ("Overdue by 12
 * working days") if that option is set, else the name of the status.
 */
export class StatusBadge extends Component {
    static template = "child_plan.StatusBadge";
    static props = {
        ...standardFieldProps,
        textField: { type: String, optional: true },
    };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get status() {
        return this.props.record.data.state_on === "submitted" ? "submitted" : this.value;
    }

    get text() {
        const { selection } = this.props.record.fields[this.props.name];
        return this.props.record.data[this.props.textField] || formatSelection(this.value, { selection });
    }

    get badgeClass() {
        return statusClass(this.status);
    }

    get iconClass() {
        return statusIcon(this.status);
    }
}

export const statusBadge = {
    component: StatusBadge,
    displayName: _t("Status of an assignment"),
    supportedTypes: ["selection"],
    supportedOptions: [
        {
            label: _t("Field with the words"),
            name: "text_field",
            type: "field",
            availableTypes: ["char"],
        },
    ],
    fieldDependencies: ({ options }) => [
        { name: "state_on", type: "selection", readonly: true },
        ...(options.text_field ? [{ name: options.text_field, type: "char", readonly: true }] : []),
    ],
    extractProps: ({ options }) => ({ textField: options.text_field }),
};

registry.category("fields").add("child_plan_status", statusBadge);

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatSelection } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

const DEPENDENCIES = [
    { name: "plan_id", type: "many2one", relation: "child.plan", readonly: true },
    { name: "section_code", type: "char", readonly: true },
    { name: "role", type: "selection", readonly: true },
    { name: "requested", type: "boolean", readonly: true },
    { name: "deliverable_text", type: "char", readonly: true },
];

const SHORT = 40;

/**
 * The wording of an assignment, and below it where it comes from and what is to be handed over: "287/KH-UBND · III.2 ·
 * Lead · Set of documents (0/1)".
 */
export class WorkTitle extends Component {
    static template = "child_plan.WorkTitle";
    static props = { ...standardFieldProps };

    get title() {
        return this.props.record.data[this.props.name];
    }

    /** The plan's number, or the beginning of its subject if it has no number yet. */
    get plan() {
        const [name] = (this.props.record.data.plan_id?.display_name || "").split(" · ");
        return name.length > SHORT ? `${name.slice(0, SHORT).trimEnd()}…` : name;
    }

    get details() {
        const { data, fields, context } = this.props.record;
        return [
            this.plan,
            data.section_code,
            formatSelection(data.role, { selection: fields.role.selection || [] }),
            data.requested && _t("Requested"),
            !context.child_plan_as_of && data.deliverable_text, // quantities of past days are not kept
        ]
            .filter(Boolean)
            .join(" · ");
    }
}

export const workTitle = {
    component: WorkTitle,
    displayName: _t("Title of a piece of work"),
    supportedTypes: ["char"],
    fieldDependencies: DEPENDENCIES,
    listViewWidth: [280, 900],
};

registry.category("fields").add("child_plan_work_title", workTitle);

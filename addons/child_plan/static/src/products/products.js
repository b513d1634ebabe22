import { TagsList } from "@web/core/tags_list/tags_list";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** The deliverables of a task as tags, for table cells; entering a name adds one with quantity 1. */
export class ProductsField extends Component {
    static template = "child_plan.ProductsField";
    static components = { TagsList };
    static props = { ...standardFieldProps };

    get list() {
        return this.props.record.data[this.props.name];
    }

    get tags() {
        return this.list.records.map((record) => ({
            id: record.id,
            text: record.data.name || "",
            onDelete: this.props.readonly ? undefined : () => this.list.delete(record),
        }));
    }

    get placeholder() {
        return _t("Add a deliverable");
    }

    /** Enter adds the typed name and keeps the focus; in an empty field it leaves the cell, as everywhere in a list. */
    onKeydown(ev) {
        if (ev.key === "Enter" && ev.target.value.trim()) {
            ev.preventDefault();
            ev.stopPropagation();
            this.add(ev.target);
        }
    }

    async add(input) {
        const name = input.value.trim();
        input.value = "";
        if (name) {
            await this.list.addNewRecord({
                context: { default_name: name },
                mode: "readonly",
                position: "bottom",
            });
        }
    }
}

export const productsField = {
    component: ProductsField,
    displayName: _t("Deliverables as tags"),
    supportedTypes: ["one2many"],
    relatedFields: [{ name: "name", type: "char", readonly: false }],
};

registry.category("fields").add("child_plan_products", productsField);

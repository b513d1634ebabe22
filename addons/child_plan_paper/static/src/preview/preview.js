import { Component, useRef } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A paper as it is printed, in a frame that runs no scripts and loads nothing; its figures open their records. */
export class PaperPreview extends Component {
    static template = "child_plan_paper.Preview";
    static props = standardFieldProps;

    setup() {
        this.action = useService("action");
        this.frame = useRef("frame");
    }

    get page() {
        return (this.props.record.data[this.props.name] || "").toString();
    }

    onLoad() {
        const { body } = this.frame.el.contentDocument;
        body.style.zoom = Math.min(1, this.frame.el.clientWidth / body.scrollWidth); // the whole width of the sheet
        for (const figure of body.querySelectorAll(".figure[data-model]")) {
            figure.tabIndex = 0;
            figure.setAttribute("role", "link");
            figure.addEventListener("click", () => this.open(figure.dataset));
            figure.addEventListener("keydown", (event) => event.key === "Enter" && this.open(figure.dataset));
        }
    }

    open({ model, id }) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: Number(id),
            views: [[false, "form"]],
        });
    }
}

registry.category("fields").add("child_plan_paper_preview", {
    component: PaperPreview,
    supportedTypes: ["html"],
});

import { Component, useEffect, useRef } from "@odoo/owl";
import { bringIntoView } from "./scroll";
import { paperSpacing, segments } from "./review_model";

/** The document's text as on paper: items underlined in the colour of what they became, the selected one in view. */
export class ReviewText extends Component {
    static template = "child_plan_document.ReviewText";
    static props = { model: Object, selected: { optional: true }, shown: String, onSelect: Function };

    setup() {
        this.root = useRef("root");
        useEffect(
            () => bringIntoView(this.mark, ".o_child_plan_review_paper"),
            () => [this.props.selected, this.props.shown]
        );
    }

    get segments() {
        const onPaper = paperSpacing(this.props.model.text);
        return segments(this.props.model.text, this.props.model.lines).map((segment) => ({
            ...segment,
            text: onPaper(segment.text),
        }));
    }

    /** A row that shares its place with another (a report in a task) is shown where that stands. */
    get shownId() {
        const { model, selected } = this.props;
        const line = model.lines.find((each) => each.id === selected);
        if (!line || line.end <= line.start) {
            return null;
        }
        const found = segments(model.text, model.lines).filter((segment) => segment.line);
        const own = found.find((segment) => segment.line.id === selected);
        return (own || found.find(({ line: each }) => each.start <= line.start && line.start < each.end))?.line.id;
    }

    get mark() {
        return this.root.el?.querySelector(".o_child_plan_mark_selected");
    }

    label(line) {
        return this.props.model.labels.kind[line.kind];
    }
}

import { Component, useExternalListener, useRef, useState } from "@odoo/owl";

/** The offer to make a task of the text that is selected on the paper beside it. */
export class ReviewSelection extends Component {
    static template = "child_plan_document.ReviewSelection";
    static props = { onMake: Function };

    setup() {
        this.root = useRef("root");
        this.state = useState({ words: "" });
        useExternalListener(document, "selectionchange", () => {
            const chosen = document.getSelection();
            const isHere = this.root.el?.parentElement.contains(chosen.anchorNode);
            this.state.words = isHere ? chosen.toString().trim() : "";
        });
    }

    make() {
        this.props.onMake(this.state.words);
        document.getSelection().empty();
    }
}

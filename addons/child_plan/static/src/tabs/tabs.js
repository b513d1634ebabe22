import { Component, useRef } from "@odoo/owl";

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/** The id of the tab `name` of the tabs `id`, with which its panel is labelled. */
export function tabId(id, name) {
    return `${id}_${name}`;
}

/**
 * Tabs after the pattern of WAI-ARIA: one of them is in the order of the tab key, the arrows go from one to the next and
 * round the ends, Home and End to the first and the last, and a tab is chosen as soon as it is reached. What they show
 * is a `tabpanel` with the id `panel`, labelled by `tabId`.
 */
export class Tabs extends Component {
    static template = "child_plan.Tabs";
    static props = {
        id: String,
        panel: String,
        label: String,
        tabs: { type: Array, element: { type: Object } }, // { name, label, count? }
        current: String,
        onChoose: Function,
    };

    setup() {
        this.root = useRef("root");
        this.tabId = tabId;
    }

    onKey(ev) {
        const { tabs, current } = this.props;
        const at = tabs.findIndex(({ name }) => name === current);
        const to = { Home: 0, End: tabs.length - 1 }[ev.key] ?? at + STEPS[ev.key];
        if (Number.isNaN(to)) {
            return;
        }
        ev.preventDefault();
        const index = (to + tabs.length) % tabs.length;
        this.props.onChoose(tabs[index].name);
        this.root.el.children[index].focus();
    }
}

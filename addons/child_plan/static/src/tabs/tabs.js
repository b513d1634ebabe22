import { Component, useRef } from "@odoo/owl";

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/** The id of the tab `name` of the tabs `id`; it labels the tab's panel. */
export function tabId(id, name) {
    return `${id}_${name}`;
}

/**
 * Tabs that follow the pattern of WAI-ARIA: only one is in the tab order, the arrows move between tabs in a circle,
 * Home and End go to the first and last, and a tab is activated as soon as it has the focus. The content is a
 * `tabpanel` with the id `panel`, labelled by `tabId`.
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

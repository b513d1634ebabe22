import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Component, onWillStart, useState } from "@odoo/owl";
import { SITUATIONS } from "./marks";

const MORE = 5; // additional working days with which the dialog starts

/**
 * A milestone: what it waits for, its situation, and what would be delayed if it were so many days late. Saves nothing.
 */
export class WhatIf extends Component {
    static template = "child_plan.WhatIf";
    static components = { Dialog };
    static props = { close: Function, mark: Object, where: String, onOpen: Function, onOpenUnits: Function };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ days: this.props.mark.moved + MORE, answer: null });
        onWillStart(() => {
            this.load(); // not awaited: the dialog shows that it is loading
        });
    }

    async load() {
        const { mark } = this.props;
        this.state.answer = await this.keepLast.add(
            this.orm.silent.call("child.plan.timeline", "what_if", [mark.id, this.state.days])
        );
    }

    get situation() {
        return SITUATIONS[this.props.mark.situation];
    }

    get isReached() {
        return ["reached", "reached_late"].includes(this.props.mark.situation);
    }

    get unitsText() {
        const { reached, n } = this.props.mark;
        return _t("%(reached)s of %(total)s units have reached it", { reached, total: n });
    }

    lateText(days) {
        return _t("%s working days late", days);
    }

    dayText(day) {
        return formatDate(deserializeDate(day));
    }

    onDays(ev) {
        this.state.days = Math.max(0, Math.min(Number(ev.target.value) || 0, 750));
        return this.load();
    }

    open() {
        this.props.close();
        return this.props.onOpen(this.props.mark.id);
    }

    openUnits() {
        this.props.close();
        return this.props.onOpenUnits();
    }
}

import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { Component, useState } from "@odoo/owl";
import { RATES, percent, ranked, shade } from "./figures";

const ENDS = 5; // rows shown at each end until all are requested

/** The rows of one group of the page, ranked by a rate: the worst and the best, or all of them. */
export class Breakdown extends Component {
    static template = "child_plan.Breakdown";
    static props = {
        page: Object,
        group: String,
        rate: String,
        onOpen: Function,
        onDrill: { type: Function, optional: true },
        onRemind: { type: Function, optional: true },
    };

    setup() {
        this.state = useState({ all: false });
    }

    get lines() {
        const rows = this.props.page.groups[this.props.group].rows;
        return ranked(this.props.page, rows, this.props.rate).map(({ row, rate }, index) => ({
            row,
            rate,
            rank: index + 1,
            name: this.nameOf(row),
            width: 100 * (rate.value || 0),
            shade: shade(rate),
            text: percent(rate.value),
            fraction: `${formatInteger(rate.part)}/${formatInteger(rate.whole)}`,
            overdue: row.n[this.props.page.counted.indexOf("overdue")],
            remind: _t("Remind %s of all that is overdue", this.nameOf(row)),
        }));
    }

    nameOf(row) {
        if (row.own) {
            return _t("%s (own work)", row.name);
        }
        return row.name || _t("Without a sector");
    }

    /** The two ends of a long ranking, each with its heading; a short one is shown completely. */
    get parts() {
        const lines = this.lines;
        if (this.state.all || lines.length <= 2 * ENDS + 1) {
            return [{ name: "all", label: "", lines }];
        }
        const counted = lines.filter(({ rate }) => rate.value !== null);
        if (counted.length <= 2 * ENDS) {
            return [{ name: "all", label: "", lines: counted.length ? counted : lines.slice(0, 2 * ENDS) }];
        }
        return [
            { name: "worst", label: _t("The worst"), lines: counted.slice(0, ENDS) },
            { name: "best", label: _t("The best"), lines: counted.slice(-ENDS) },
        ];
    }

    get hidden() {
        const shown = this.parts.reduce((sum, part) => sum + part.lines.length, 0);
        return this.lines.length - shown;
    }

    get leftOut() {
        return this.props.page.groups[this.props.group].left_out;
    }

    get rateLabel() {
        return RATES[this.props.rate].label;
    }

    showAll() {
        this.state.all = !this.state.all;
    }
}

import { formatInteger } from "@web/views/fields/formatters";
import { Component } from "@odoo/owl";
import { RATES, percent, rateOf, shade } from "./figures";

/** The units below as a grid of tiles in the colour of the chosen rate: a map without a map server. */
export class UnitTiles extends Component {
    static template = "child_plan.UnitTiles";
    static props = { page: Object, rate: String, onOpen: Function, onDrill: Function };

    get tiles() {
        const { page, rate: name } = this.props;
        return [...page.groups.unit.rows]
            .sort((a, b) => a.name.localeCompare(b.name))
            .map((row) => {
                const rate = rateOf(page, row.n, name);
                const text = percent(rate.value);
                const fraction = `${formatInteger(rate.part)}/${formatInteger(rate.whole)}`;
                const label = `${row.name}: ${RATES[name].label} ${text} (${fraction})`;
                return { row, rate, shade: shade(rate), text, fraction, label };
            });
    }

    get legend() {
        return [0, 1, 2, 3, 4].map((level) => {
            const [from, to] = RATES[this.props.rate].bad
                ? [level * 20, (level + 1) * 20]
                : [(4 - level) * 20, (5 - level) * 20];
            return { level, text: `${from}–${to} %` };
        });
    }

    get rateLabel() {
        return RATES[this.props.rate].label;
    }

    onClick({ row, rate }) {
        return row.below ? this.props.onDrill(row.id) : this.props.onOpen("unit", row, rate, false);
    }
}

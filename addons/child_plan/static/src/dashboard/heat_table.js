import { formatInteger } from "@web/views/fields/formatters";
import { Component } from "@odoo/owl";
import { RATES, percent, rateOf, shade } from "./figures";

/** Units by plans; each cell has the colour of the chosen rate, and its figures as text. */
export class HeatTable extends Component {
    static template = "child_plan.HeatTable";
    static props = { page: Object, rate: String, onOpen: Function };

    get plans() {
        return this.props.page.groups.plan.rows.slice(0, this.props.page.heat[0]?.length || 0);
    }

    get lines() {
        const { page, rate: name } = this.props;
        return page.heat.map((cells, index) => ({
            unit: page.groups.unit.rows[index],
            cells: cells.map((n, column) => {
                const plan = this.plans[column];
                const rate = n && rateOf(page, n, name);
                if (!rate) {
                    return { plan, rate, shade: null };
                }
                const text = percent(rate.value);
                const fraction = `${formatInteger(rate.part)}/${formatInteger(rate.whole)}`;
                const unit = page.groups.unit.rows[index].name;
                const label = `${unit} · ${plan.name}: ${RATES[name].label} ${text} (${fraction})`;
                return { plan, rate, shade: shade(rate), text, fraction, label };
            }),
        }));
    }

    get rateLabel() {
        return RATES[this.props.rate].label;
    }
}

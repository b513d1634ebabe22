import { browser } from "@web/core/browser/browser";
import { Component } from "@odoo/owl";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { session } from "@web/session";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";
import { FloatField, floatField } from "@web/views/fields/float/float_field";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";
import { progressBarField } from "@web/views/fields/progress_bar/progress_bar_field";

const KEY = "child_plan.million_dong";

/** The lists that show money; the budget index does not. */
const MONEY = new Set(["line", "entry", "spending", "pace"].map((name) => `child.plan.budget.${name}`));

/** Whether amounts are shown in millions of đồng (triệu đồng); the user's choice, which Excel files and papers follow. */
export function inMillions() {
    const chosen = browser.localStorage.getItem(KEY);
    return chosen === null ? session.child_plan_money_unit === "million" : chosen === "true";
}

/** An amount in đồng, in full or in millions, as budget papers print it. */
export function formatMoney(value) {
    if (value === false || value === undefined || value === null) {
        return "";
    }
    if (inMillions()) {
        return _t("%s m đ", formatFloat(value / 1e6, { digits: [16, 3], trailingZeros: false }));
    }
    return `${formatInteger(Math.round(value))}\u00a0đ`; // one word: amounts are not broken
}

registry.category("formatters").add("child_plan_money", formatMoney);

/** Whether a line names its source alone: nothing of it is known, and nothing looks like zero. */
function isUnknown(record, value) {
    return !value && record.data.known === false;
}

export class MoneyField extends MonetaryField {
    get formattedValue() {
        if (isUnknown(this.props.record, this.value)) {
            return "";
        }
        return this.props.readonly ? formatMoney(this.value) : super.formattedValue;
    }
}

registry.category("fields").add("child_plan_money", { ...monetaryField, component: MoneyField });

export class QuantityField extends FloatField {
    get formattedValue() {
        return isUnknown(this.props.record, this.value) ? "" : super.formattedValue;
    }
}

registry.category("fields").add("child_plan_quantity", { ...floatField, component: QuantityField });

/** A percentage: a bar in a row, a number with its sign in sums and groups. */
export function formatRate(value) {
    return value === false || value === null ? "" : `${formatFloat(value, { digits: [16, 1] })} %`;
}

registry.category("formatters").add("child_plan_rate", formatRate);
registry.category("fields").add("child_plan_rate", progressBarField);

/** An entry of the cog menu of money: amounts in đồng or in millions of it. */
export class MoneyUnitItem extends Component {
    static template = "child_plan_budget.MoneyUnitItem";
    static components = { DropdownItem };
    static props = {};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    get label() {
        return inMillions() ? _t("Show in đồng") : _t("Show in millions of đồng");
    }

    async onSelected() {
        const millions = !inMillions();
        browser.localStorage.setItem(KEY, millions ? "true" : "false");
        const unit = millions ? "million" : "dong";
        await this.orm.write("res.users", [user.userId], { child_plan_money_unit: unit });
        this.action.doAction("soft_reload");
    }
}

registry.category("cogMenu").add("child_plan_money_unit", {
    Component: MoneyUnitItem,
    groupNumber: 20,
    isDisplayed: ({ searchModel }) => MONEY.has(searchModel?.resModel),
});

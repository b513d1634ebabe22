import { browser } from "@web/core/browser/browser";
import { Component } from "@odoo/owl";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";
import { MonetaryField, monetaryField } from "@web/views/fields/monetary/monetary_field";

const KEY = "child_plan.million_dong";

/** Whether this browser shows amounts in millions of đồng (triệu đồng). */
export function inMillions() {
    return browser.localStorage.getItem(KEY) === "true";
}

/** An amount in đồng, in full or in millions, as budget papers print it. */
export function formatMoney(value) {
    if (value === false || value === undefined || value === null) {
        return "";
    }
    if (inMillions()) {
        return _t("%s m đ", formatFloat(value / 1e6, { digits: [16, 3], trailingZeros: false }));
    }
    return `${formatInteger(Math.round(value))} đ`;
}

registry.category("formatters").add("child_plan_money", formatMoney);

export class MoneyField extends MonetaryField {
    get formattedValue() {
        return formatMoney(this.value);
    }
}

registry.category("fields").add("child_plan_money", { ...monetaryField, component: MoneyField });

/** An entry of the cog menu of money: amounts in đồng or in millions of it. */
export class MoneyUnitItem extends Component {
    static template = "child_plan.MoneyUnitItem";
    static components = { DropdownItem };
    static props = {};

    setup() {
        this.action = useService("action");
    }

    get label() {
        return inMillions() ? _t("Show in đồng") : _t("Show in millions of đồng");
    }

    onSelected() {
        browser.localStorage.setItem(KEY, inMillions() ? "false" : "true");
        this.action.doAction("soft_reload");
    }
}

registry.category("cogMenu").add("child_plan_money_unit", {
    Component: MoneyUnitItem,
    groupNumber: 20,
    isDisplayed: ({ searchModel }) => Boolean(searchModel?.resModel?.startsWith("child.plan.budget.")),
});

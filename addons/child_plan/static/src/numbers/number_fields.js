import { registry } from "@web/core/registry";
import { patch } from "@web/core/utils/patch";
import { useState } from "@odoo/owl";
import { FloatField } from "@web/views/fields/float/float_field";
import { useInputField } from "@web/views/fields/input_field_hook";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";
import { MonetaryField } from "@web/views/fields/monetary/monetary_field";
import { useNumpadDecimal } from "@web/views/fields/numpad_decimal_hook";
import { InvalidNumberError, parseInteger } from "@web/views/fields/parsers";
import { numberProblem, parseEdited, wholeProblem } from "./numbers";

/**
 * The number of `text` in a form of this product, read as everywhere in it; what is unclear is asked, and the text stays.
 * Other apps, and sums like "=2*3" or "+=5", are left to Odoo.
 */
function parseIn(field, text, odoo) {
    const { record, inputType } = field.props;
    const isOurs = record.resModel.startsWith("child.plan") && typeof text === "string" && inputType !== "number";
    if (!isOurs || /^\s*([-+*/]\s*)?=/.test(text)) {
        return odoo(text);
    }
    try {
        return parseEdited(text, field.formattedValue) ?? 0;
    } catch (error) {
        record.model.notification?.add(numberProblem(text, error), { type: "warning" });
        throw error;
    }
}

function whole(number, text) {
    if (typeof number === "number" && !Number.isInteger(number)) {
        throw new InvalidNumberError(text);
    }
    return number;
}

patch(FloatField.prototype, {
    parse(text) {
        return parseIn(this, text, (value) => super.parse(value));
    },
});

patch(MonetaryField.prototype, {
    get inputOptions() {
        const options = super.inputOptions;
        const parse = (text) => {
            const number = parseIn(this, text, options.parse);
            const { record } = this.props;
            const isWhole = record.resModel.startsWith("child.plan") && this.currencyDigits?.[1] === 0;
            if (isWhole && !Number.isInteger(number)) {
                record.model.notification?.add(wholeProblem(text), { type: "warning" });
            }
            return isWhole ? whole(number, text) : number;
        };
        return { ...options, parse };
    },
});

patch(IntegerField.prototype, {
    /** As in Odoo, whose own version leaves no way to another parser. */
    setup() {
        this.state = useState({ hasFocus: false });
        useInputField({
            getValue: () => this.formattedValue,
            refName: "numpadDecimal",
            parse: (text) =>
                whole(
                    parseIn(this, text, (value) => parseInteger(value, { allowOperation: true })),
                    text
                ),
        });
        useNumpadDecimal();
    },
});

/** An integer of which 0 says that none is stated: the day of a demand, the number of a paper before it is issued. */
export class StatedIntegerField extends IntegerField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("child_plan_stated_integer", { ...integerField, component: StatedIntegerField });

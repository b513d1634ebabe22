import { formatFloat } from "@web/views/fields/formatters";

/** @returns {string} a number in the user's format, without trailing zeros; "" without data */
export function figure(value) {
    if (value === null || value === undefined || value === false) {
        return "";
    }
    return formatFloat(value, { digits: [16, 2], trailingZeros: false });
}

/** @returns {string} the value of a figure with its measure */
export function share(value, uom) {
    const text = figure(value);
    return text && uom ? `${text} ${uom}` : text;
}

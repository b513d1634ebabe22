import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { InvalidNumberError } from "@web/views/fields/parsers";

const BLANK = /[\s\u00a0\u202f\u2007\u2009]/g;
const MINUS = /[\u2212\u2013]/g;
const CURRENCY = /\s*(đồng|₫|đ|vnđ|vnd)$/i;
const BLANK_GROUPS = /^\d{1,3}( \d{3})+(?![\d ])/;

/** The text can be read as two numbers; whoever wrote it has to say which. */
export class UnclearNumberError extends InvalidNumberError {
    constructor(text, readings) {
        super(text);
        this.readings = readings;
    }
}

/** Whether `mark` parts the digits into groups of three, as thousands are parted. */
function grouped(text, mark) {
    const [first, ...groups] = text.split(mark);
    return first.length > 0 && first.length <= 3 && first[0] !== "0" && groups.every((group) => group.length === 3);
}

/**
 * The number that `text` says; null for a blank text or a mere dash. See `lib/numbers.py`, which is the same in Python.
 *
 * @param {string} text
 * @param {string} [decimal] the mark that is expected before decimals
 * @returns {number|null}
 * @throws {UnclearNumberError} with both readings
 * @throws {InvalidNumberError} if it is no number
 */
export function parseNumber(text, decimal = localization.decimalPoint) {
    const original = String(text);
    let rest = original.replace(BLANK, " ").replace(MINUS, "-").trim().replace(CURRENCY, "");
    if (!rest.replace(/[- ]/g, "")) {
        return null;
    }
    let sign = rest.startsWith("-") ? -1 : 1;
    const bracketed = rest.match(/^\((.*)\)$/);
    if (bracketed) {
        sign = -1;
        rest = bracketed[1].trim();
    } else if (/^[+-]/.test(rest)) {
        rest = rest.slice(1).trim();
    }
    rest = rest.replace(BLANK_GROUPS, (groups) => groups.replaceAll(" ", ""));
    return sign * unsigned(original, rest, decimal, sign);
}

function unsigned(original, text, decimal, sign) {
    if (!text.split(/[.,]/).every((part) => /^\d+$/.test(part))) {
        throw new InvalidNumberError(original);
    }
    const marks = text.match(/[.,]/g) || [];
    if (!marks.length) {
        return Number(text);
    }
    const mark = marks.at(-1);
    const at = text.lastIndexOf(mark);
    const [whole, part] = [text.slice(0, at), text.slice(at + 1)];
    if (marks.length > 1) {
        return withSeveralMarks(original, text, marks, [whole, part]);
    }
    const withDecimals = Number(`${whole}.${part}`);
    const inGroups = Number(whole + part);
    const isGrouped = grouped(text, mark);
    const tooLong = mark !== decimal && part.length > 3 && !whole.startsWith("0");
    if (tooLong || (isGrouped && mark === decimal)) {
        throw new UnclearNumberError(original, [sign * withDecimals, sign * inGroups]);
    }
    return isGrouped ? inGroups : withDecimals;
}

/** Several marks say by themselves which of them parts groups. */
function withSeveralMarks(original, text, marks, [whole, part]) {
    const mark = marks.at(-1);
    const other = marks[0];
    if (other === mark && new Set(marks).size === 1 && grouped(text, mark)) {
        return Number(text.replaceAll(mark, ""));
    }
    if (other !== mark && marks.filter((found) => found === mark).length === 1 && grouped(whole, other)) {
        return Number(`${whole.replaceAll(other, "")}.${part}`);
    }
    throw new InvalidNumberError(original);
}

/**
 * The number of a text that was made from the text `shown` before. Whoever takes a digit out of "1.250" leaves "1.25",
 * which says one thing by itself and means another: that is asked.
 */
export function parseEdited(text, shown, decimal = localization.decimalPoint) {
    const number = parseNumber(text, decimal);
    const mark = decimal === "," ? "." : ",";
    const lone = text.includes(mark) && !text.includes(decimal) && !Number.isInteger(number);
    if (lone && String(shown).includes(mark) && text !== shown) {
        throw new UnclearNumberError(text, [number, Number(text.replaceAll(mark, "").replace(/[^\d-]/g, ""))]);
    }
    return number;
}

/** @returns {string} what is wrong with a text that `parseNumber` refused */
export function numberProblem(text, error) {
    if (!(error instanceof UnclearNumberError)) {
        return _t("“%s” is not a number.", text);
    }
    const [first, second] = error.readings.map((number) =>
        formatFloat(number, { digits: [16, 6], trailingZeros: false })
    );
    return _t("“%(text)s” can be %(first)s or %(second)s. Write it so that it is clear.", {
        text,
        first: first === text ? `${first}0` : first,
        second,
    });
}

/** @returns {string} why `text` is no amount of a currency without decimals */
export function wholeProblem(text) {
    return _t("“%s”: this currency has no decimals. Write the whole amount, such as 12 500 000.", text);
}

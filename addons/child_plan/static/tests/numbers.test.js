import { describe, expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { InvalidNumberError } from "@web/views/fields/parsers";
import { numberProblem, parseEdited, parseNumber, UnclearNumberError } from "@child_plan/numbers/numbers";
import { CASES } from "./number_cases";

describe.current.tags("headless");

function outcome(text, decimal) {
    try {
        return parseNumber(text, decimal);
    } catch (error) {
        expect(error).toBeInstanceOf(InvalidNumberError);
        return error instanceof UnclearNumberError ? error.readings : "error";
    }
}

test("every case of the table is read as it says", () => {
    for (const [text, decimal, expected] of CASES) {
        expect(outcome(text, decimal)).toEqual(expected, { message: JSON.stringify([text, decimal]) });
    }
});

test("a digit taken out of a number in groups is asked about", () => {
    expect(() => parseEdited("1.25", "1.250", ",")).toThrow(UnclearNumberError);
    expect(parseEdited("1.25", "", ",")).toBe(1.25);
    expect(parseEdited("1.251", "1.250", ",")).toBe(1251);
    expect(parseEdited("125", "1.250", ",")).toBe(125);
});

test("an unclear number is asked with both readings", async () => {
    await makeMockEnv();
    const error = new UnclearNumberError("12.500", [12.5, 12500]);
    expect(numberProblem("12.500", error)).toInclude("12,500");
});

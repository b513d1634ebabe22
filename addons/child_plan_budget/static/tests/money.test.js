import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { browser } from "@web/core/browser/browser";
import { formatMoney, inMillions } from "@child_plan_budget/money/money";
import { makeMockEnv } from "@web/../tests/web_test_helpers";

const KEY = "child_plan.million_dong";

describe.current.tags("headless");
beforeEach(() => makeMockEnv());

describe("đồng or millions of đồng", () => {
    test("in full, as one word, unless the browser says otherwise", () => {
        expect(inMillions()).toBe(false);
        expect(formatMoney(1250000)).toBe("1,250,000\u00a0đ");
        expect(formatMoney(0)).toBe("0\u00a0đ");
    });

    test("in millions, not rounded to zero", () => {
        browser.localStorage.setItem(KEY, "true");
        expect(formatMoney(1250000)).toBe("1.25 m đ");
        expect(formatMoney(1250000000)).toBe("1,250 m đ");
        expect(formatMoney(400000)).toBe("0.4 m đ");
    });

    test("what is not known is empty, in either", () => {
        for (const value of ["false", "true"]) {
            browser.localStorage.setItem(KEY, value);
            expect([false, null, undefined].map(formatMoney)).toEqual(["", "", ""]);
        }
    });
});

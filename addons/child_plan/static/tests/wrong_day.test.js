import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { press } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    clickSave,
    contains,
    defineModels,
    defineParams,
    fields,
    mockService,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import "@child_plan/dates/wrong_day";

class Work extends models.Model {
    _name = "child.plan.work";

    name = fields.Char();
    day = fields.Date();

    _records = [
        { id: 1, name: "Tập huấn" },
        { id: 2, name: "Khám", day: "2026-03-01" },
    ];
}

class Other extends models.Model {
    _name = "other";

    day = fields.Date();

    _records = [{ id: 1 }];
}

defineMailModels();
defineModels([Work, Other]);
describe.current.tags("desktop");

const FIELD = ".o_field_widget[name=day]";
const INPUT = `${FIELD} input`;
const WORDS = ".o_child_plan_wrong_day";

async function open(resId, resModel = "child.plan.work") {
    mockDate("2026-03-11 10:00:00");
    defineParams({ lang_parameters: { date_format: "%d/%m/%Y" } });
    onRpc("web_save", ({ args: [[id], { day }] }) => {
        expect.step(day);
        return [{ id, day }];
    });
    await mountView({
        type: "form",
        resModel,
        resId,
        arch: `<form><field name="day" options="{'numeric': true}"/></form>`,
    });
}

for (const leave of ["Enter", "Tab"]) {
    test(`an impossible day stays and is told, ${leave}`, async () => {
        await open(1);
        await contains(INPUT).edit("31/02/2026", { confirm: false });
        await press(leave);
        await animationFrame();
        expect(INPUT).toHaveValue("31/02/2026");
        expect(WORDS).toHaveText(/“31\/02\/2026” is no day/);
        expect(FIELD).toHaveClass("o_field_invalid");
        expect(".o_form_button_save").not.toBeEnabled();
        await contains(INPUT).edit("28/02/2026");
        expect(WORDS).toHaveCount(0);
        expect(FIELD).not.toHaveClass("o_field_invalid");
        await clickSave();
        expect.verifySteps(["2026-02-28"]);
    });
}

test("the day that was there is not put back without a word", async () => {
    await open(2);
    await contains(`${FIELD} button`).click();
    await contains(INPUT).edit("31/04/2026");
    expect(INPUT).toHaveValue("31/04/2026");
    expect(WORDS).toHaveCount(1);
    await contains(".o_form_button_cancel").click();
    expect(WORDS).toHaveCount(0);
    expect(`${FIELD} button`).toHaveText("01/03/2026");
    expect.verifySteps([]);
});

test("typing the old day again, or choosing one, ends it", async () => {
    await open(2);
    await contains(`${FIELD} button`).click();
    await contains(INPUT).edit("30/02/2026");
    await contains(INPUT).edit("01/03/2026");
    expect(WORDS).toHaveCount(0);
    expect(FIELD).not.toHaveClass("o_field_invalid");
    await contains(`${FIELD} button`).click();
    await contains(INPUT).edit("30/02/2026");
    await contains(INPUT).click();
    await contains(".o_datetime_picker .o_date_item_cell:contains(17)").click();
    expect(WORDS).toHaveCount(0);
    expect(`${FIELD} button`).toHaveText("17/03/2026");
});

test("an empty day is no wrong day, and other apps are left to Odoo", async () => {
    await open(1);
    await contains(INPUT).edit("31/02/2026");
    await contains(INPUT).edit("");
    expect(WORDS).toHaveCount(0);
    expect(FIELD).not.toHaveClass("o_field_invalid");
});

test("other apps are left to Odoo", async () => {
    await open(1, "other");
    await contains(INPUT).edit("31/02/2026");
    expect(INPUT).toHaveValue("");
    expect(WORDS).toHaveCount(0);
});

test("the day of a page is put back, and told", async () => {
    defineParams({ lang_parameters: { date_format: "%d/%m/%Y" } });
    mockService("notification", { add: (words) => expect.step(words.slice(0, 22)) });
    const value = luxon.DateTime.fromISO("2026-03-01");
    await mountWithCleanup(DateTimeInput, { props: { value, type: "date" } });
    await contains("input").edit("31/02/2026");
    expect("input").toHaveValue("01/03/2026");
    expect.verifySteps(["“31/02/2026” is no day"]);
});

import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts, queryAllValues } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    getService,
    makeServerError,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { paperSpacing, segments } from "@child_plan_document/import_review/review_model";

class Unit extends models.Model {
    _name = "child.plan.unit";

    name = fields.Char();
    parent_id = fields.Many2one({ relation: "child.plan.unit" });
    kind = fields.Char();
    _records = [
        { id: 1, name: "District" },
        { id: 2, name: "Health" },
        { id: 3, name: "Culture" },
    ];
    _views = { form: `<form><field name="name" /><field name="parent_id" /></form>` };
}

class Plan extends models.Model {
    _name = "child.plan";

    name = fields.Char();
}

defineModels([Unit, Plan]);
defineMailModels();
describe.current.tags("desktop");

const FACTS = {
    section: "",
    role: "lead",
    due_on: false,
    due_kind: false,
    recurrence: false,
    deliverable: false,
    comparator: false,
    value: 0,
    uom: "count",
    year: 0,
    source_kind: false,
    frequency: false,
    recipient: false,
    due_day: 0,
    due_month: 0,
    number: false,
    sure: true,
    state: "read",
    reason: false,
    change: false,
    old_text: false,
    record: false,
    coordinating: [],
    name_id: false,
};
const TEXT = "1. Health: count them. Advise them.\n2. Sports: open pools.";
const line = (id, kind, text, more) => ({
    ...FACTS,
    id,
    sequence: id,
    kind,
    text,
    start: Math.max(TEXT.indexOf(text), 0),
    end: TEXT.indexOf(text) + text.length,
    ...more,
});
const LINES = [
    line(1, "unit", "Health", { section: "1", name_id: 21 }),
    line(2, "task", "count them.", { name_id: 21 }),
    line(3, "task", "Advise them.", { name_id: 21 }),
    line(4, "unit", "Sports", { section: "2", name_id: 22 }),
    line(5, "task", "open pools.", { name_id: 22 }),
];
const NAMES = [
    { id: 21, text: "Health", units: [[2, "Health"]], state: "matched", alternatives: [], requested: false },
    { id: 22, text: "Sports", units: [], state: "unknown", alternatives: [[3, "Culture"]], requested: false },
];
const words = (...keys) => Object.fromEntries(keys.map((key) => [key, key]));
const HEAD = {
    id: 7,
    state: "review",
    display_name: "287/KH",
    number: "287/KH",
    name: "Care",
    filename: "a.docx",
    read_by: "Lan",
    issuer_id: [1, "District"],
    is_version: false,
    plan: false,
    same: false,
};

let reading;
let phase;

/** The server: answers with the reading as it stands, notes every edit. */
beforeEach(() => {
    phase = { state: "review", failure: false, stalled: false };
    reading = {
        text: TEXT,
        labels: {
            kind: words("task", "activity", "unit", "target", "funding", "report", "basis", "other", "heading"),
            change: words("added", "changed", "removed", "same"),
            role: words("lead", "coordinate"),
            recurrence: words("monthly"),
            due_kind: words("before"),
            comparator: words("ge"),
            uom: words("count"),
            source_kind: words("district"),
            frequency: words("monthly"),
        },
        can_create_unit: true,
        head: HEAD,
        names: NAMES,
        lines: LINES,
        gone: [],
        doubts: [{ code: "no_deadline", message: "When is it due?", text: "open pools.", at: TEXT.indexOf("open") }],
    };
    onRpc("child.plan.import", "get_state", () => phase);
    onRpc("child.plan.import", "get_review", () => reading);
    for (const model of ["child.plan.import.line", "child.plan.import.name"]) {
        onRpc(model, "*", ({ method, args }) => {
            expect.step([method, ...args]);
            const { head, names, doubts } = reading;
            return { head, names, doubts, lines: [], gone: [] };
        });
    }
});

async function open() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "child_plan_document.import_review",
        params: { import_id: 7 },
    });
    await animationFrame();
}
const selected = () => queryAllTexts(".o_child_plan_review_selected .o_child_plan_review_words");

test("what a person has to look at stands first and leads to its row", async () => {
    await open();
    expect(".o_child_plan_review_doubts summary").toHaveText("2 things to look at");
    expect(queryAllTexts(".o_child_plan_review_doubts .btn-link")).toEqual([
        "When is it due?“open pools.”",
        "Which unit is this? It is not in the tree.“Sports”",
    ]);
    expect(selected()).toEqual(["count them."]);
    await contains(".o_child_plan_review_doubts .btn-link:first").click();
    expect(selected()).toEqual(["open pools."]);
    await contains(".o_child_plan_review_doubts .btn-link:last").click();
    expect(selected()).toEqual(["Sports"]);
    await contains(".o_child_plan_unit_choices button:contains(Culture)").click();
    expect.verifySteps([["set_units", 22, [3]]]);
});

test("keys move, accept, merge and drop; none works while something is typed", async () => {
    await open();
    await press("ArrowDown");
    await animationFrame();
    expect(selected()).toEqual(["Advise them."]);
    await press("a");
    await press("m");
    await animationFrame();
    expect.verifySteps([
        ["accept", [3]],
        ["merge_up", 3],
    ]);
    expect(selected()).toEqual(["count them."]);
    await press("s");
    await animationFrame();
    expect("textarea.o_child_plan_review_wording").toBeFocused();
    await press("a");
    await press("x");
    await animationFrame();
    expect.verifySteps([]);
    await press("Escape");
    await animationFrame();
    expect("textarea.o_child_plan_review_wording").toHaveCount(0);
    await press("x");
    await animationFrame();
    expect.verifySteps([["drop", 2, false]]);
    await contains(".o_child_plan_review_reason").edit("is said twice");
    expect.verifySteps([["drop", 2, "is said twice"]]);
});

test("a wording is saved, then split where the cursor stands", async () => {
    await open();
    await press("Enter");
    await animationFrame();
    expect(queryAllValues("textarea.o_child_plan_review_wording")).toEqual(["count them."]);
    const area = document.querySelector("textarea.o_child_plan_review_wording");
    area.value = "count them. Tell us.";
    area.setSelectionRange(11, 11);
    await contains("button:contains(Split)").click();
    expect.verifySteps([
        ["edit", 2, { text: "count them. Tell us." }],
        ["split", 2, 11],
    ]);
});

test("a unit that is not in the tree is made from its printed name", async () => {
    onRpc("child.plan.unit", "web_save", ({ args, parent }) => {
        expect.step(["web_save", args[1].name, args[1].parent_id]);
        return parent();
    });
    await open();
    await contains(".o_child_plan_review_doubts .btn-link:last").click();
    await contains("button:contains(Create the unit)").click();
    expect(queryAllValues(".modal .o_field_widget[name=name] input")).toEqual(["Sports"]);
    await contains(".modal .o_form_button_save").click();
    expect.verifySteps([
        ["web_save", "Sports", 1],
        ["set_units", 22, [4]],
    ]);
});

test("who may not make units is not offered it", async () => {
    reading.can_create_unit = false;
    await open();
    await contains(".o_child_plan_review_doubts .btn-link:last").click();
    expect("button:contains(Give it to nobody)").toHaveCount(1);
    expect("button:contains(Create the unit)").toHaveCount(0);
});

test("a task is moved to another name of the document, and one without a name is given to one", async () => {
    reading.lines = [...LINES, line(6, "activity", "open pools.")];
    await open();
    await press("u");
    await animationFrame();
    await contains(".o_child_plan_review_selected label:contains(Move this task to) select").select("22");
    await contains(".o_child_plan_review_row[data-line='6']").click();
    await press("u");
    await animationFrame();
    await contains(".o_child_plan_review_selected select[aria-label='Give it to']").select("21");
    expect.verifySteps([
        ["assign", 2, false, 22],
        ["assign", 6, false, 21],
    ]);
});

/** Press every button, choose every option and fill every field within `place`, and leave what that opened. */
async function pressAll(place) {
    for (let at = 0; at < queryAll(`${place} select`).length; at++) {
        for (const { value } of queryAll(`${place} select`)[at].options) {
            await contains(`${place} select:eq(${at})`).select(value);
        }
    }
    for (let at = 0; at < queryAll(`${place} input[type=text]:not(.o_datetime_input)`).length; at++) {
        await contains(`${place} input[type=text]:not(.o_datetime_input):eq(${at})`).edit("12");
    }
    for (let at = 0; at < queryAll(`${place} input[type=checkbox]`).length; at++) {
        await contains(`${place} input[type=checkbox]:eq(${at})`).click();
    }
    for (let at = 0; at < queryAll(`${place} button`).length; at++) {
        await contains(`${place} button:eq(${at})`).click();
        await press("Escape");
        await animationFrame();
    }
}

test("every select, field and button of the screen does what it says", async () => {
    const kinds = ["heading", "unit", "task", "activity", "target", "funding", "report", "basis", "other"];
    const named = { unit: 21, task: 22 };
    reading.lines = kinds.map((kind, n) =>
        line(n + 1, kind, "count them.", {
            section: `${n + 1}`,
            name_id: named[kind] || false,
            state: { other: "accepted", basis: "dropped" }[kind] || "read",
            due_on: "2026-05-01",
        })
    );
    reading.names = NAMES.map((name) => ({ ...name, state: "proposed", alternatives: [[3, "Culture"]] }));
    reading.head = { ...HEAD, same: [9, "287/KH"] };
    const called = new Set();
    for (const model of ["child.plan.import", "child.plan.import.line", "child.plan.import.name"]) {
        onRpc(model, "*", ({ method }) => {
            if (method === "get_state") {
                return phase;
            }
            if (method === "get_review") {
                return reading;
            }
            called.add(method);
            const { head, names, doubts } = reading;
            return { head, names, doubts, lines: [], gone: [] };
        });
    }
    onRpc("child.plan.import", "action_create_plan", () => {
        called.add("action_create_plan");
        return { type: "ir.actions.act_window_close" };
    });
    await open();
    for (const kind of kinds) {
        const row = `.o_child_plan_review_row[data-kind='${kind}']`;
        for (const key of ["s", "u"]) {
            await contains(row).click();
            await press(key);
            await animationFrame();
            await pressAll(`${row} .o_child_plan_review_fields`);
            await pressAll(`${row} .o_child_plan_unit`);
            await press("Escape");
            await animationFrame();
        }
        await contains(row).click();
        await pressAll(`${row} .o_child_plan_review_actions`);
        await contains(row).click();
        await press("s");
        await animationFrame();
        await pressAll(`${row} .o_child_plan_review_actions`);
    }
    await pressAll(".o_child_plan_review_filters");
    await pressAll(".o_child_plan_review_doubts");
    await contains(".alert button:contains(Compare as its new version)").click();
    await contains(".o_child_plan_review_make").click();
    expect([...called].sort()).toEqual([
        "accept",
        "action_as_version",
        "action_create_plan",
        "assign",
        "dismiss_doubt",
        "drop",
        "edit",
        "merge_up",
        "restore",
        "set_requested",
        "set_units",
        "split",
    ]);
});

test("the plan is made after a question where units are unknown", async () => {
    onRpc("child.plan.import", "action_create_plan", () => {
        expect.step("action_create_plan");
        return { type: "ir.actions.act_window_close" };
    });
    await open();
    await contains(".o_child_plan_review_make").click();
    expect(".modal-body").toHaveText(/given to nobody until one is chosen: Sports/);
    expect.verifySteps([]);
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps(["action_create_plan"]);
});

test("a new version shows what differs and accepts it at once", async () => {
    reading.head = { ...HEAD, is_version: true, plan: [9, "287/KH"] };
    reading.lines = [
        line(1, "task", "count them.", { change: "same" }),
        line(2, "task", "Advise them.", { change: "changed", old_text: "Advise." }),
        line(3, "task", "open pools.", { change: "added" }),
        { ...line(4, "task", "Sing", { change: "removed" }), start: 0, end: 0 },
    ];
    await open();
    expect(queryAllTexts(".o_child_plan_review_row[data-kind] .o_child_plan_review_words")).toEqual([
        "Advise them.",
        "open pools.",
        "Sing",
    ]);
    expect(".o_child_plan_review_row del").toHaveText("Advise.");
    await contains(".o_child_plan_review_filter[data-kind=removed]").click();
    expect(queryAllTexts(".o_child_plan_review_words")).toEqual(["Sing"]);
    await contains("button:contains(Accept all)").click();
    expect.verifySteps([["accept", [2, 3]]]);
});

test("what is taken over already cannot be changed", async () => {
    reading.head = { ...HEAD, state: "done", plan: [9, "287/KH"] };
    await open();
    expect(".o_child_plan_review_bar, .o_child_plan_review_actions, .o_child_plan_review_doubts").toHaveCount(0);
    await press("x");
    await press("a");
    await animationFrame();
    expect.verifySteps([]);
});

test("waits for the reading, also over a broken line, and says what failed", async () => {
    phase = { state: "reading", failure: false, stalled: false };
    await open();
    expect(".o_child_plan_review_wait").toHaveText(/being read/);
    onRpc("child.plan.import", "get_state", () => {
        throw makeServerError({ message: "line" });
    });
    await advanceTime(1500);
    expect(".o_child_plan_review_wait").toHaveText(/being read/);
    phase = { state: "failed", failure: "The file is locked with a password.", stalled: false };
    onRpc("child.plan.import", "get_state", () => phase);
    await advanceTime(4500);
    await animationFrame();
    expect(".o_child_plan_review_wait[role=alert]").toHaveText(/locked with a password/);
    onRpc("child.plan.import", "action_read_again", () => {
        phase = { state: "review", failure: false, stalled: false };
        return true;
    });
    await contains("button:contains(Read again)").click();
    await animationFrame();
    expect(".o_child_plan_review_row").toHaveCount(5);
});

test("the text is cut at the items, none of it is lost", () => {
    const cut = segments(TEXT, [...LINES, line(6, "report", "them. Advise")]);
    expect(cut.map((each) => each.text).join("")).toBe(TEXT);
    expect(cut.filter((each) => each.line).map((each) => each.line.id)).toEqual([1, 2, 3, 4, 5]);
});

test("blank lines between all lines are left out, a paragraph's stay", () => {
    expect(paperSpacing("a\n\nb\n\n\n\nc")("a\n\nb\n\n\n\nc")).toBe("a\nb\n\nc");
    expect(paperSpacing("a\nb\n\nc\nd")("a\n\nb")).toBe("a\n\nb");
});

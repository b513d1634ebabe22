import { expect, test } from "@odoo/hoot";
import { press, queryAll, queryAllTexts, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import { HEAD, LINES, NAMES, line, openReview, serveReview, server } from "./review_server";

serveReview();

test("a task is moved to another name of the document, and one without a name is given to one", async () => {
    server.reading.lines = [...LINES, line(6, "activity", "open pools.")];
    await openReview();
    await press("u");
    await animationFrame();
    await contains(".o_child_plan_review_selected label:contains(Move this task to) select").select("22");
    await contains(".o_child_plan_review_row[data-line='6']").click();
    await press("u");
    await animationFrame();
    expect(".o_child_plan_review_selected select[aria-label='Give it to']").toBeFocused();
    await press("x"); // a letter of a unit's name, no command
    await contains(".o_child_plan_review_selected select[aria-label='Give it to']").select("21");
    expect.verifySteps([
        ["assign", 2, false, 22],
        ["assign", 6, false, 21],
    ]);
});

/** Press every button, choose every option and fill every field within `place`, and leave what that opened. */
async function pressAll(place) {
    // what opens a dialog or a form has a test of its own
    const selects = `${place} select:not(.o_child_plan_review_again)`;
    const buttons = `${place} button:not(.o_child_plan_unit_propose)`;
    for (let at = 0; at < queryAll(selects).length; at++) {
        for (const { value } of queryAll(selects)[at].options) {
            await contains(`${selects}:eq(${at})`).select(value);
        }
    }
    for (let at = 0; at < queryAll(`${place} input[type=text]:not(.o_datetime_input)`).length; at++) {
        await contains(`${place} input[type=text]:not(.o_datetime_input):eq(${at})`).edit("12");
    }
    for (let at = 0; at < queryAll(`${place} input[type=checkbox]`).length; at++) {
        await contains(`${place} input[type=checkbox]:eq(${at})`).click();
    }
    for (let at = 0; at < queryAll(buttons).length; at++) {
        await contains(`${buttons}:eq(${at})`).click();
        await press("Escape");
        await animationFrame();
    }
}

/** All that the server is asked while the screen is used, beside opening it. */
function callsOf() {
    const called = new Set();
    for (const model of ["child.plan.import", "child.plan.import.line", "child.plan.import.name"]) {
        onRpc(model, "*", ({ method }) => {
            if (method === "get_state") {
                return server.phase;
            }
            if (method === "get_review") {
                return server.reading;
            }
            called.add(method);
            if (method === "action_create_plan") {
                return { type: "ir.actions.act_window_close" };
            }
            const { head, names, doubts } = server.reading;
            return { head, names, doubts, lines: [], gone: [] };
        });
    }
    return called;
}

/** A row of each kind before a task, so that a heading is shown. */
function showRow(kind, more) {
    server.reading.lines = [
        line(1, kind, "count them.", { section: "1", due_on: "2026-05-01", ...more }),
        line(2, "task", "Advise them.", { section: "1.1" }),
    ];
    server.reading.names = NAMES.map((name) => ({ ...name, state: "proposed", alternatives: [[3, "Culture"]] }));
    server.reading.can_create_unit = false; // its dialog has a test of its own
}

const EDITS = ["drop", "edit", "merge_up"]; // where to split is asked first: import_review.test.js
for (const [kind, more, calls] of [
    ["heading", {}, ["accept", ...EDITS]],
    ["unit", { name_id: 21 }, ["accept", ...EDITS, "set_requested", "set_units"]],
    ["task", { name_id: 22 }, ["accept", "assign", ...EDITS, "make_targets", "set_requested", "set_units"]],
    ["activity", {}, ["accept", "assign", ...EDITS, "make_targets"]],
    ["target", {}, ["accept", ...EDITS]],
    ["funding", {}, ["accept", ...EDITS]],
    ["report", {}, ["accept", ...EDITS]],
    ["basis", { state: "dropped" }, ["accept", "edit", "merge_up", "restore"]],
    ["other", { state: "accepted" }, [...EDITS, "split"]],
]) {
    test.timeout(60_000);
    test(`every select, field and button of a row: ${kind}`, async () => {
        showRow(kind, more);
        const called = callsOf();
        await openReview();
        const row = ".o_child_plan_review_row[data-line='1']";
        for (const key of ["s", "u"]) {
            await contains(row).click();
            await press(key);
            await animationFrame();
            await pressAll(`${row} .o_child_plan_review_fields`);
            await pressAll(`${row} .o_child_plan_unit`);
            await pressAll(`${row} > .o_child_plan_unit_edit`);
            await press("Escape");
            await animationFrame();
        }
        await contains(row).click();
        await pressAll(`${row} .o_child_plan_review_actions`);
        await contains(row).click();
        await press("s");
        await animationFrame();
        await pressAll(`${row} .o_child_plan_review_actions`);
        expect([...called].sort()).toEqual([...calls].sort());
    });
}

test.timeout(60_000);
test("every select and button around the rows", async () => {
    showRow("unit", { name_id: 21 });
    server.reading.head = { ...HEAD, same: [9, "287/KH"], can_undo: true, can_redo: true };
    const called = callsOf();
    await openReview();
    await pressAll(".o_child_plan_review_bar .btn-group");
    await contains(".o_child_plan_review_mark:first").click();
    await pressAll(".o_child_plan_review_bulk");
    await pressAll(".o_child_plan_review_doubts");
    await pressAll(".o_child_plan_review_filters");
    await contains(".alert button:contains(Compare as its new version)").click();
    await contains(".o_child_plan_review_make").click();
    await contains(".modal-footer .btn-primary").click();
    expect([...called].sort()).toEqual([
        "accept",
        "action_as_version",
        "action_create_plan",
        "assign",
        "dismiss_doubt",
        "edit",
        "redo",
        "undo",
    ]);
});

test("rows are marked, one by one or as a block, and changed at once", async () => {
    await openReview();
    await contains(".o_child_plan_review_row[data-line='1']").click();
    await contains("button:contains(Mark what is below)").click();
    expect(".o_child_plan_review_bulk b").toHaveText("2 rows marked");
    await contains(".o_child_plan_review_bulk select[name=unit]").select("22");
    await contains(".o_child_plan_review_bulk select[name=role]").select("coordinate");
    await contains(".o_child_plan_review_row[data-line='2'] .o_child_plan_review_mark").click();
    await contains(".o_child_plan_review_row[data-line='5'] .o_child_plan_review_mark").click();
    await contains(".o_child_plan_review_bulk button:contains(Drop)").click();
    expect.verifySteps([
        ["assign", [2, 3], false, 22],
        ["edit", [2, 3], { role: "coordinate" }],
        ["drop", [3, 5], false],
    ]);
    expect(".o_child_plan_review_bulk").toHaveCount(0);
});

test("edits are undone and done again with buttons and keys, but not while something is typed", async () => {
    server.reading.head = { ...HEAD, can_undo: true, can_redo: true };
    for (const step of ["undo", "redo"]) {
        onRpc("child.plan.import", step, () => {
            expect.step(step);
            const { head, names, doubts } = server.reading;
            return { head, names, doubts, lines: [], gone: [] };
        });
    }
    await openReview();
    await contains("button[aria-label=Undo]").click();
    await contains("button[aria-label=Redo]").click();
    await press(["ctrl", "z"]);
    await press(["ctrl", "shift", "z"]);
    await press(["ctrl", "y"]);
    await animationFrame();
    expect.verifySteps(["undo", "redo", "undo", "redo", "redo"]);
    await press("s");
    await animationFrame();
    await press(["ctrl", "z"]);
    await animationFrame();
    expect.verifySteps([]);
});

test("a text of the paper is made a task", async () => {
    onRpc("child.plan.import", "add_line", ({ args }) => {
        expect.step(args);
        const { head, names, doubts } = server.reading;
        return { head, names, doubts, lines: [line(9, "task", "Advise them.", { name_id: 21 })], gone: [] };
    });
    await openReview();
    expect(".o_child_plan_review_selection button").toHaveCount(0);
    document.getSelection().selectAllChildren(queryAll(".o_child_plan_mark[data-kind=task]:eq(1)")[0]);
    await waitFor(".o_child_plan_review_selection button");
    await contains(".o_child_plan_review_selection button").click();
    expect.verifySteps([[7, "Advise them."]]);
    expect(".o_child_plan_review_row[data-line='9']").toHaveClass("o_child_plan_review_selected");
});

test("a task without a unit looks so", async () => {
    await openReview();
    expect(".o_child_plan_review_row:has(.badge:contains(No unit))").toHaveCount(1);
    expect(".o_child_plan_review_row[data-line='5'] .badge:contains(No unit)").toHaveCount(1);
});

test("a part is read again by what a line is: the difference is seen before it is taken", async () => {
    onRpc("child.plan.import.line", "preview_as", ({ args }) => {
        expect.step(["preview_as", ...args]);
        return [
            {
                text: "open pools.",
                before: { kind: "activity", unit: "", words: "open pools." },
                after: { kind: "task", unit: "Sports", words: "open pools." },
            },
            { text: "Sports", before: null, after: { kind: "unit", unit: "Sports", words: "Sports" } },
        ];
    });
    await openReview();
    await contains(".o_child_plan_review_row[data-line='4']").click();
    await contains(".o_child_plan_review_selected .o_child_plan_review_again").select("unit");
    expect(".modal p").toHaveText("1 rows change, 1 are new, 0 are left out");
    expect(queryAllTexts(".modal li .small")).toEqual(["activitytask: Sports", "not a rowunit"]);
    await contains(".modal .btn-primary").click();
    expect(".modal").toHaveCount(0);
    expect.verifySteps([
        ["preview_as", 4, "unit"],
        ["read_as", 4, "unit"],
    ]);
});

test("a unit that is missing is proposed with its name, what it is and what it belongs to", async () => {
    server.reading.can_create_unit = false;
    await openReview();
    await contains(".o_child_plan_review_doubts .btn-link:last").click();
    await contains(".o_child_plan_unit_propose").click();
    await contains(".o_child_plan_unit_proposal input:first").edit("Sports club");
    await contains(".o_child_plan_unit_proposal select").select("facility");
    await contains(".o_child_plan_unit_proposal button:contains(Add this unit)").click();
    expect.verifySteps([["propose_unit", 22, "Sports club", "facility", 1]]);
    expect(".o_child_plan_unit_proposal").toHaveCount(0);
});

test("who may only say which unit is meant changes nothing else", async () => {
    server.reading.head = { ...HEAD, can_edit: false };
    await openReview();
    expect(".o_child_plan_review_bar").toHaveCount(0);
    await contains(".o_child_plan_review_row[data-line='2']").click();
    expect(".o_child_plan_review_actions").toHaveCount(0);
    await contains(".o_child_plan_review_doubts .btn-link:last").click();
    await contains(".o_child_plan_unit_choices button:contains(Culture)").click();
    expect.verifySteps([["set_units", 22, [3]]]);
});

test("who signed it, a second document and how much was understood stand on top", async () => {
    server.reading.head = { ...HEAD, is_foreign: true, printed_issuer: "Province", twin: [8, "287/KH, Hoa"] };
    server.reading.lines = LINES.map((each) => (each.id === 5 ? { ...each, kind: "other", sure: 0 } : each));
    const called = callsOf();
    await openReview();
    expect(".o_child_plan_review_understood").toHaveText(/^Most of the document was understood \(7\d %\)/);
    expect(".alert:contains(287/KH, Hoa)").toHaveCount(1);
    await contains(".o_child_plan_review_superior").click();
    expect([...called]).toEqual(["action_as_superior"]);
});

import { expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryAllValues } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { contains, makeServerError, onRpc } from "@web/../tests/web_test_helpers";
import { paperSpacing, segments } from "@child_plan_document/import_review/review_model";
import { HEAD, LINES, NAMES, TEXT, line, openReview, selected, serveReview, server } from "./review_server";

serveReview();

test("what a person has to look at stands first and leads to its row", async () => {
    await openReview();
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

test("a task below another heading says its unit, even that of the block before", async () => {
    server.reading.lines = [
        ...LINES,
        line(6, "heading", "Annex", { section: "3" }),
        line(7, "task", "clean pools.", { name_id: 22 }),
    ];
    await openReview();
    expect(".o_child_plan_review_row[data-line='5'] .o_child_plan_unit").toHaveCount(0);
    expect(".o_child_plan_review_row[data-line='7'] .o_child_plan_unit").toHaveCount(1);
});

test("keys move, accept, merge and drop; none works while something is typed", async () => {
    await openReview();
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
    await openReview();
    await press("Enter");
    await animationFrame();
    expect(queryAllValues("textarea.o_child_plan_review_wording")).toEqual(["count them."]);
    const area = document.querySelector("textarea.o_child_plan_review_wording");
    area.value = "count them. Tell us.";
    area.setSelectionRange(11, 11);
    await contains("button:contains(Split)").click();
    expect.verifySteps([
        ["edit", 2, { text: "count them. Tell us." }, { text: "count them." }],
        ["split", 2, 11],
    ]);
});

test("a unit that is not in the tree is made from its printed name", async () => {
    onRpc("child.plan.unit", "web_save", ({ args, parent }) => {
        expect.step(["web_save", args[1].name, args[1].parent_id]);
        return parent();
    });
    await openReview();
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
    server.reading.can_create_unit = false;
    await openReview();
    await contains(".o_child_plan_review_doubts .btn-link:last").click();
    expect("button:contains(Give it to nobody)").toHaveCount(1);
    expect("button:contains(Create the unit)").toHaveCount(0);
});

const creates = () =>
    onRpc("child.plan.import", "action_create_plan", () => {
        expect.step("action_create_plan");
        return { type: "ir.actions.act_window_close" };
    });

test("the plan is made after a question where units are unknown", async () => {
    creates();
    await openReview();
    await contains(".o_child_plan_review_make").click();
    expect(".modal-body").toHaveText(/given to nobody until one is chosen: 1.*not known: Sports/s);
    expect.verifySteps([]);
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps(["action_create_plan"]);
});

test("units that were only guessed are asked about, cooperating and watching ones too", async () => {
    creates();
    server.reading.names = [
        NAMES[0],
        { ...NAMES[1], units: [[3, "Culture"]], state: "matched" },
        { id: 23, text: "All others", units: [[4, "Everybody"]], state: "proposed", alternatives: [] },
    ];
    server.reading.lines = LINES.map((each) => ({
        ...each,
        coordinating: each.id === 2 ? [23] : [],
        watching: each.id === 3 ? [23] : [],
    }));
    await openReview();
    await contains(".o_child_plan_review_make").click();
    expect(".modal-title").toHaveText("1 names of units are not confirmed");
    expect(".modal-body").toHaveText(/on 2 tasks: All others$/);
    await contains(".modal-footer .btn-secondary").click();
    expect.verifySteps([]);
    expect(selected()).toEqual(["count them."]);
    await contains(".o_child_plan_unit_choices button:contains(Yes)").click();
    expect.verifySteps([["set_units", 23, [4]]]);
    await contains(".o_child_plan_review_make").click();
    await contains(".modal-footer .btn-primary").click();
    expect.verifySteps(["action_create_plan"]);
});

test("a name of a heading that the tree lacks stays to be looked at", async () => {
    server.reading.names = [
        { ...NAMES[0], unknown_parts: ["Choir"] },
        { ...NAMES[1], state: "nobody" },
    ];
    await openReview();
    expect(queryAllTexts(".o_child_plan_review_doubts .btn-link").at(-1)).toBe(
        "Which unit is this? It is not in the tree.“Choir”"
    );
    expect(".o_child_plan_review_row[data-line='1'] .o_child_plan_unit_part").toHaveText(/Not known: Choir/);
    await contains(".o_child_plan_unit_part button:contains(add it)").click();
    expect(queryAllValues(".o_child_plan_unit_proposal input[type=text]:first")).toEqual(["Choir"]);
    await contains("button:contains(Add this unit)").click();
    await contains("button:contains(Give it nothing)").click();
    expect.verifySteps([
        ["propose_unit", 21, "Choir", "department", 1, "Choir"],
        ["leave_out", 21, "Choir"],
    ]);
});

test("a new version shows what differs and accepts it at once", async () => {
    server.reading.head = { ...HEAD, is_version: true, plan: [9, "287/KH"] };
    server.reading.lines = [
        line(1, "task", "count them.", { change: "same" }),
        line(2, "task", "Advise them.", { change: "changed", old_text: "Advise." }),
        line(3, "task", "open pools.", { change: "added" }),
        { ...line(4, "task", "Sing", { change: "removed" }), start: 0, end: 0 },
    ];
    await openReview();
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
    server.reading.head = { ...HEAD, state: "done", can_edit: false, plan: [9, "287/KH"] };
    await openReview();
    expect(".o_child_plan_review_bar, .o_child_plan_review_actions, .o_child_plan_review_doubts").toHaveCount(0);
    await press("x");
    await press("a");
    await animationFrame();
    expect.verifySteps([]);
});

test("waits for the reading, also over a broken line, and says what failed", async () => {
    server.phase = { state: "reading", failure: false, stalled: false };
    await openReview();
    expect(".o_child_plan_review_wait").toHaveText(/being read/);
    server.phase.progress = { read: 2, pages: 25, head: { number: "287/KH", name: "Care" } };
    await advanceTime(1500);
    expect(".o_child_plan_review_progress").toHaveText(/Page 2 of 25 has been read.*287\/KH.*Care/s);
    onRpc("child.plan.import", "get_state", () => {
        throw makeServerError({ message: "line" });
    });
    await advanceTime(1500);
    expect(".o_child_plan_review_wait").toHaveText(/being read/);
    server.phase = { state: "failed", failure: "The file is locked with a password.", stalled: false };
    onRpc("child.plan.import", "get_state", () => server.phase);
    await advanceTime(4500);
    await animationFrame();
    expect(".o_child_plan_review_wait[role=alert]").toHaveText(/locked with a password/);
    onRpc("child.plan.import", "action_read_again", () => {
        server.phase = { state: "review", failure: false, stalled: false };
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

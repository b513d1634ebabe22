import { expect, test } from "@odoo/hoot";
import { click, edit, manuallyDispatchProgrammaticEvent, press, queryAllValues, queryOne } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { draftKey, draftOf, keepDraft } from "@child_plan/drafts/drafts";

class Report extends models.Model {
    _name = "child.plan.report";
    state = fields.Char();
    _records = [{ id: 1, state: "draft" }];
}

const row = (id, name, more = {}) => ({
    id,
    code: `T-${id}`,
    name,
    part: false,
    ratio: true,
    uom: "%",
    factor: 100,
    hint: "",
    target: "≥ 80 %",
    numerator: null,
    denominator: null,
    value: null,
    last: 50,
    last_parts: [5, 10],
    no_data: false,
    note: "",
    compiled: false,
    problems: [],
    blocking: false,
    complete: false,
    ...more,
});

defineMailModels();
defineModels([Report]);

async function mountGrid(rows) {
    const saved = [];
    const grid = { editable: true, before: "Quarter I", rows };
    onRpc("child.plan.report", "get_grid", () => grid);
    onRpc("child.plan.report", "save_grid", ({ args }) => {
        saved.push(args[1]);
        for (const change of args[1]) {
            Object.assign(
                rows.find((each) => each.id === change.id),
                change
            );
        }
        return { ...grid, rows: rows.map((each) => ({ ...each })) };
    });
    await mountView({
        type: "form",
        resModel: "child.plan.report",
        resId: 1,
        arch: `<form><field name="state"/><widget name="child_plan_report_grid"/></form>`,
    });
    return saved;
}

test.tags("desktop");
test("a block copied from Excel fills the cells in one request", async () => {
    const saved = await mountGrid([
        row(1, "Advised"),
        row(2, "Rooms", { ratio: false }),
        row(3, "Added", { compiled: true }),
    ]);
    const transfer = new DataTransfer();
    transfer.setData("text/plain", "8\t10\n3\t99\n5\t6\n");
    await manuallyDispatchProgrammaticEvent(queryOne("input[data-cell='numerator']:first"), "paste", {
        clipboardData: transfer,
    });
    await animationFrame();
    expect(saved).toEqual([
        [
            { id: 1, numerator: 8, denominator: 10 },
            { id: 2, numerator: 3 },
        ],
    ]);
    expect(queryAllValues("input[data-cell='numerator']")).toEqual(["8", "3"]);
});

test.tags("desktop");
test("Enter goes down, and leaving the row saves it", async () => {
    const saved = await mountGrid([row(1, "Advised"), row(2, "Schooled")]);
    await click("input[data-cell='numerator']:first");
    await edit("7");
    await press("Enter");
    await animationFrame();
    expect("input[data-cell='numerator']:eq(1)").toBeFocused();
    expect(saved).toEqual([[{ id: 1, numerator: 7 }]]);
});

test.tags("desktop");
test("what is doubtful says why, and what is added up is not edited", async () => {
    await mountGrid([
        row(1, "Advised", { problems: ["Too many."], blocking: true }),
        row(2, "Added", {
            compiled: true,
            reported: 1,
            expected: 2,
            in_time: 1,
            numerator: 4,
            denominator: 5,
            value: 80,
        }),
    ]);
    expect("tr.table-danger .o_child_plan_problem").toHaveText("Too many.");
    expect("tr:contains(Added) input[data-cell='numerator']").toHaveCount(0);
    expect("tr:contains(Added)").toHaveText(/1 of 2 reports, 1 in time/);
});

test.tags("desktop");
test("figures that another person saved meanwhile are shown beside one's own", async () => {
    const rows = [row(1, "Advised", { numerator: 5 })];
    await mountGrid(rows);
    const requests = [];
    onRpc("child.plan.report", "save_grid", ({ args }) => {
        requests.push(args.slice(1));
        if (args[2][1].numerator === 5) {
            const change = { id: 1, field: "numerator", label: "Advised", theirs: 6, their_words: "6", my_words: "7" };
            throw makeServerError({
                errorName: "odoo.addons.child_plan.models.unit.later_save.ChangedMeanwhile",
                context: { changed: [{ model: "child.plan.indicator.value", by: "Lan", at: "", ...change }] },
            });
        }
        return { editable: true, before: "", rows };
    });
    await click("input[data-cell='numerator']:first");
    await edit("7");
    await press("Tab");
    await press("Tab");
    await click(".o_form_view");
    await animationFrame();
    await click(".o_child_plan_version input[value=theirs]");
    await animationFrame();
    await click(".modal-footer .btn-primary");
    await animationFrame();
    expect(requests[1]).toEqual([[{ id: 1, numerator: 6 }], { 1: { numerator: 6 } }]);
});

test.tags("desktop");
test("a number that can be read in two ways is asked about at its cell", async () => {
    const saved = await mountGrid([row(1, "Advised"), row(2, "Schooled")]);
    await click("input[data-cell='numerator']:first");
    await edit("12.500", { confirm: "blur" });
    await animationFrame();
    expect(saved).toEqual([]);
    expect("input[data-cell='numerator']:first").toHaveValue("12.500");
    expect(".o_child_plan_grid_asked").toHaveText(/12.500.* can be/);
    await click(".o_child_plan_grid_asked button:last");
    await animationFrame();
    expect(saved).toEqual([[{ id: 1, numerator: 12500 }]]);
    expect(".o_child_plan_grid_asked").toHaveCount(0);
});

test.tags("desktop");
test("figures outlive a lost line and a closed tab", async () => {
    const saved = await mountGrid([row(1, "Advised"), row(2, "Schooled")]);
    let isDown = true;
    patchWithCleanup(rpc, {
        _rpc(url) {
            return isDown ? Promise.reject(new ConnectionLostError(url)) : super._rpc(...arguments);
        },
    });
    onRpc("/web/webclient/version_info", () => ({}));
    await click("input[data-cell='numerator']:first");
    await edit("7");
    await press("Enter");
    await animationFrame();
    expect(".o_child_plan_grid .alert").toHaveText(/Not saved yet/);
    expect(draftOf(draftKey("child.plan.report.grid", 1)).rows).toEqual([{ id: 1, numerator: 7 }]);
    isDown = false;
    await advanceTime(30000);
    await animationFrame();
    expect(saved).toEqual([[{ id: 1, numerator: 7 }]]);
    expect(".o_child_plan_grid .alert").toHaveCount(0);
    keepDraft(draftKey("child.plan.report.grid", 1), { rows: [{ id: 2, numerator: 9 }] });
    await mountGrid([row(1, "Advised"), row(2, "Schooled")]);
    expect("input[data-cell='numerator']:last").toHaveValue("9");
});

test.tags("desktop");
test("what is being typed stays when the answer to an earlier row arrives", async () => {
    const rows = [
        row(1, "Advised", { numerator: 1, denominator: 2 }),
        row(2, "Schooled", { numerator: 46, denominator: 50 }),
    ];
    await mountGrid(rows);
    const answers = [];
    onRpc("child.plan.report", "save_grid", async ({ args }) => {
        await new Promise((resolve) => answers.push(resolve));
        args[1].forEach((change) =>
            Object.assign(
                rows.find((each) => each.id === change.id),
                change
            )
        );
        return { editable: true, before: "", rows: rows.map((each) => ({ ...each })) };
    });
    await click("input[data-cell='numerator']:first");
    await edit("8");
    await press("Enter");
    await animationFrame();
    await press("4");
    await press("0");
    answers.shift()();
    await animationFrame();
    expect("input[data-cell='numerator']:eq(1)").toHaveValue("40");
    await press("Tab");
    await animationFrame();
    expect("input[data-cell='numerator']:eq(1)").toHaveValue("40");
});

test.tags("desktop");
test("entries that were made while others were on their way are sent after them, and none is lost", async () => {
    const rows = [row(1, "Advised"), row(2, "Schooled")];
    await mountGrid(rows);
    const answers = [];
    const sent = [];
    onRpc("child.plan.report", "save_grid", async ({ args }) => {
        sent.push(args[1]);
        await new Promise((resolve, reject) => answers.push({ resolve, reject }));
        args[1].forEach((change) =>
            Object.assign(
                rows.find((each) => each.id === change.id),
                change
            )
        );
        return { editable: true, before: "", rows: rows.map((each) => ({ ...each })) };
    });
    await click("input[data-cell='numerator']:first");
    await edit("8");
    await press("Enter");
    await edit("9");
    await press("ArrowUp");
    await animationFrame();
    expect(sent).toEqual([[{ id: 1, numerator: 8 }]]);
    answers[0].reject(makeServerError({ message: "The database is busy." }));
    await animationFrame();
    await animationFrame();
    expect(sent[1]).toEqual([
        { id: 2, numerator: 9 },
        { id: 1, numerator: 8 },
    ]);
    answers[1].resolve();
    await animationFrame();
    await animationFrame();
    expect(queryAllValues("input[data-cell='numerator']")).toEqual(["8", "9"]);
});

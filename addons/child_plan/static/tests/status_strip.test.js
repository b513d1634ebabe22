import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";
import { resolveDays } from "@child_plan/status_strip/status_search_model";

class Assignment extends models.Model {
    _name = "child.plan.assignment";

    name = fields.Char();
    status = fields.Selection({
        selection: [
            ["overdue", "Overdue"],
            ["due_soon", "Due soon"],
            ["in_time", "Open, in time"],
        ],
    });
    state = fields.Selection({
        selection: [
            ["in_progress", "In progress"],
            ["done", "Done"],
        ],
    });
    state_on = fields.Selection({
        selection: [
            ["in_progress", "In progress"],
            ["submitted", "Waiting for confirmation"],
        ],
    });
    status_text = fields.Char();
    due_on = fields.Date();
    given_on = fields.Date();

    _records = [
        {
            id: 1,
            given_on: "2020-01-01",
            name: "Screen",
            status: "overdue",
            state_on: "in_progress",
            status_text: "12 days overdue",
            state: "done",
        },
        {
            id: 2,
            given_on: "2020-01-01",
            name: "Count",
            status: "due_soon",
            state_on: "in_progress",
            status_text: "3 days left",
            state: "done",
        },
        {
            id: 3,
            given_on: "2020-01-01",
            name: "Train",
            status: "in_time",
            state_on: "submitted",
            status_text: "Handed in, in time",
            state: "done",
        },
    ];

    _views = {
        search: `
            <search>
                <filter name="open" string="Open" domain="[('id', '>', 0)]"/>
                <separator/>
                <filter name="overdue" string="Overdue" domain="[('status', '=', 'overdue')]"/>
                <filter name="due_7" string="Due within 7 days" domain="[('due_on', '&lt;=', 'today +7d')]"/>
                <filter name="submitted" string="Waiting" domain="[('state_on', '=', 'submitted')]"/>
                <filter name="fallen_due" string="Fallen due" domain="[('status', '=', 'overdue')]"/>
            </search>`,
    };
}

defineMailModels();
defineModels([Assignment]);
describe.current.tags("desktop");

const COUNTS = {
    day: "2026-11-23",
    total: 3,
    by_status: { overdue: 1, due_soon: 1, in_time: 1, done_on_time: 0, done_late: 0, no_deadline: 0 },
    submitted: 1,
    returned: 0,
    extension_pending: 0,
    due_7: 1,
    overdue_rate: { numerator: 1, denominator: 4 },
};

const ARCH = (variant) => `
    <list js_class="child_plan_${variant}_list">
        <field name="name"/>
        <field name="status" widget="child_plan_status" options="{'text_field': 'status_text'}"/>
    </list>`;

const mount = (variant, params = {}) =>
    mountView({
        resModel: "child.plan.assignment",
        type: "list",
        arch: ARCH(variant),
        searchViewId: false,
        ...params,
    });

describe("strip of counts", () => {
    test("shows what one request has counted, each with its words", async () => {
        onRpc("get_status_counts", () => {
            expect.step("get_status_counts");
            return COUNTS;
        });
        await mount("work");
        await animationFrame();
        expect.verifySteps(["get_status_counts"]);
        expect(queryAllTexts(".o_child_plan_chip_label")).toEqual([
            "Overdue",
            "Due within 7 days",
            "Returned",
            "Waiting for confirmation",
            "More time asked for",
            "All",
        ]);
        expect(queryAllTexts(".o_child_plan_chip_number")).toEqual(["1", "1", "0", "1", "0", "3"]);
        expect("[data-filter=overdue]").toHaveClass("o_child_plan_status_overdue");
        expect("[data-filter=all]").toHaveAttribute("aria-pressed", "true");
        expect(".o_child_plan_strip").toHaveText(/11\/23\/2026/);
    });

    test("a number shows exactly the rows it counts, a second click all again", async () => {
        onRpc("get_status_counts", ({ args }) => {
            expect.step(args[0]);
            return COUNTS;
        });
        await mount("work", { context: { search_default_open: 1 } });
        await animationFrame();
        expect(".o_data_row").toHaveCount(3);
        await contains("[data-filter=submitted]").click();
        expect(queryAllTexts(".o_data_row .o_data_cell:first")).toEqual(["Train"]);
        expect("[data-filter=submitted]").toHaveAttribute("aria-pressed", "true");
        await contains("[data-filter=overdue]").click();
        expect(queryAllTexts(".o_data_row .o_data_cell:first")).toEqual(["Screen"]);
        expect("[data-filter=submitted]").toHaveAttribute("aria-pressed", "false");
        await contains("[data-filter=overdue]").click();
        expect(".o_data_row").toHaveCount(3);
        // the strip's own filters narrow the rows, never what is counted
        const counted = [["id", ">", 0]];
        expect.verifySteps([counted, counted, counted, counted]);
    });

    test("the kanban of a past day has the columns of that day, and nothing of today", async () => {
        onRpc("get_status_counts", () => COUNTS);
        onRpc("web_read_group", ({ kwargs }) => {
            expect.step(`${kwargs.groupby} ${kwargs.context.child_plan_as_of || "today"}`);
        });
        const arch = `
            <kanban js_class="child_plan_all_kanban" default_group_by="state">
                <field name="state_on"/>
                <templates>
                    <t t-name="card">
                        <field name="name"/>
                        <button t-if="!context.child_plan_as_of" name="action_update" type="object" string="Update"/>
                        <b t-if="context.child_plan_as_of"><field name="state_on"/></b>
                    </t>
                </templates>
            </kanban>`;
        await mount("all", { type: "kanban", arch, context: { child_plan_as_of: "2026-02-10" } });
        await animationFrame();
        expect.verifySteps(["state_on 2026-02-10"]);
        expect(queryAllTexts(".o_kanban_group .o_column_title")).toEqual([
            "In progress\n(2)",
            "Waiting for confirmation\n(1)",
        ]);
        expect(".o_kanban_record button[name=action_update]").toHaveCount(0);
        expect(".o_kanban_record b").toHaveCount(3);
    });

    test("says when the counts cannot be loaded, and tries again", async () => {
        let broken = true;
        onRpc("get_status_counts", () => {
            if (broken) {
                throw new Error("no connection");
            }
            return COUNTS;
        });
        await mount("all");
        await animationFrame();
        expect(".o_child_plan_strip [role=alert]").toHaveText(/could not be loaded/);
        expect(".o_data_row").toHaveCount(3);
        broken = false;
        await contains(".o_child_plan_strip [role=alert] button").click();
        expect(".o_child_plan_strip [role=alert]").toHaveCount(0);
        expect("[data-filter=overdue] .o_child_plan_chip_number").toHaveText("1");
    });

    test("the chips of the board add up to all work, also what is suspended or was left open", async () => {
        const by_status = { ...COUNTS.by_status, left_open: 2, suspended: 1, cancelled: 4 };
        onRpc("get_status_counts", () => ({ ...COUNTS, by_status }));
        await mount("board");
        await animationFrame();
        expect("[data-filter=left_open] .o_child_plan_chip_number").toHaveText("2");
        expect("[data-filter=suspended] .o_child_plan_chip_number").toHaveText("1");
        expect("[data-filter=cancelled] .o_child_plan_chip_number").toHaveText("4");
    });

    test("an officer whose unit has ended reads so on top", async () => {
        onRpc("get_status_counts", () => ({ ...COUNTS, ended: "Ward A ended on 30/11/2026." }));
        await mount("work");
        await animationFrame();
        expect(".o_child_plan_strip_ended").toHaveText("Ward A ended on 30/11/2026.");
    });

    test("the board speaks of the day that is chosen, in counts and in rows", async () => {
        onRpc("get_status_counts", ({ kwargs }) => {
            expect.step(`counts ${kwargs.context.child_plan_as_of}`);
            return COUNTS;
        });
        onRpc("web_search_read", ({ kwargs }) => {
            expect.step(`rows ${kwargs.context.child_plan_as_of}`);
        });
        await mount("board");
        await animationFrame();
        expect(".o_child_plan_strip_rate").toHaveText("1 of 4 that have fallen due are overdue (25 %)");
        expect(".o_child_plan_strip .progress-bar").toHaveCount(2);
        expect.verifySteps(["rows undefined", "counts undefined"]);
        await contains("#child_plan_as_of").edit("11/02/2026", { confirm: "Enter" });
        await animationFrame();
        expect.verifySteps(["rows 2026-11-02", "counts 2026-11-02"]);
        await contains(".o_child_plan_strip_day button").click();
        await animationFrame();
        expect.verifySteps(["rows undefined", "counts undefined"]);
    });

    test("a kanban has it too", async () => {
        onRpc("get_status_counts", () => COUNTS);
        await mountView({
            resModel: "child.plan.assignment",
            type: "kanban",
            arch: `
                <kanban js_class="child_plan_work_kanban">
                    <templates><t t-name="card"><field name="name"/></t></templates>
                </kanban>`,
        });
        await animationFrame();
        expect(".o_child_plan_chip").toHaveCount(6);
        expect(".o_kanban_record:not(.o_kanban_ghost)").toHaveCount(3);
    });
});

describe("status badge", () => {
    test("has the words of the row, an icon and the class of its status", async () => {
        onRpc("get_status_counts", () => COUNTS);
        await mount("all");
        expect(queryAllTexts(".o_child_plan_status_badge")).toEqual([
            "12 days overdue",
            "3 days left",
            "Handed in, in time",
        ]);
        expect(".o_child_plan_status_badge:first").toHaveClass("o_child_plan_status_overdue");
        expect(".o_child_plan_status_badge:first i").toHaveClass("fa-exclamation-triangle");
        expect(".o_child_plan_status_badge:last").toHaveClass("o_child_plan_status_submitted");
    });
});

test("resolveDays counts from the given day", () => {
    const domain = ["&", ["due_on", ">=", "today"], ["due_on", "<=", "today +7d"]];
    expect(resolveDays(domain, "2026-11-28")).toEqual([
        "&",
        ["due_on", ">=", "2026-11-28"],
        ["due_on", "<=", "2026-12-05"],
    ]);
    expect(resolveDays([["name", "ilike", "today is"]], "2026-11-28")).toEqual([["name", "ilike", "today is"]]);
});

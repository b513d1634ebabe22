import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, makeServerError, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { byMonth, layOut, place, ticks } from "@child_plan/timeline/axis";
import { worst } from "@child_plan/timeline/marks";

defineMailModels();
describe.current.tags("desktop");

const milestone = (id, name, planned, more = {}) => ({
    id,
    key: `7-${id}`,
    name,
    planned,
    expected: planned,
    moved: 0,
    situation: "open",
    text: "In time",
    n: 3,
    reached: 1,
    before: [],
    ...more,
});

const page = (more = {}) => ({
    unit: { id: 1, name: "District" },
    plan: null,
    zoom: "quarter",
    gathered: "week",
    group: "plan",
    late: false,
    start: "2026-10-01",
    end: "2026-12-31",
    today: "2026-11-24",
    base: [["unit_id", "child_of", 1]],
    rows: [
        {
            id: 7,
            name: "287/KH",
            title: "Care",
            period: ["2026-01-01", "2026-12-31"],
            domain: [["plan_id", "=", 7]],
            milestones: [
                milestone(1, "Leaflets", "2026-10-09", {
                    expected: "2026-11-24",
                    situation: "late",
                    text: "32 working days late",
                }),
                milestone(2, "Courses", "2026-11-28", {
                    expected: "2026-12-22",
                    situation: "delayed",
                    moved: 16,
                    text: "“Leaflets” is late",
                    before: ["7-1"],
                }),
            ],
            deadlines: [{ from: "2026-11-23", to: "2026-11-29", n: 17, by: { overdue: 2, in_time: 15 } }],
            steps: [{ from: "2026-11-16", to: "2026-11-22", n: 1, by: { in_time: 1 } }],
            extensions: [{ from: "2026-10-09", to: "2026-11-08", state: "granted", n: 1 }],
            left_out: 4,
        },
    ],
    left_out: 2,
    ...more,
});

const ANSWER = {
    waits_for: [{ id: 9, name: "Outline", text: "Reached" }],
    moved: [{ id: 2, name: "Courses", where: "287/KH", from: "2026-12-22", to: "2026-12-30", days: 22 }],
    hidden: 1,
};

async function open() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "child_plan.timeline" });
    await animationFrame();
}

test("one request draws all: signs beside the colours, lines, what is left out", async () => {
    onRpc("child.plan.timeline", "get_page", () => {
        expect.step("get_page");
        return page();
    });
    await open();
    expect.verifySteps(["get_page"]);
    expect(queryAllTexts(".o_child_plan_mark_sign")).toEqual(["!", "»"]);
    expect(".o_child_plan_timeline_links path.o_child_plan_timeline_late").toHaveCount(1);
    expect(".o_child_plan_timeline_today").toHaveCount(1);
    expect(".o_child_plan_mark_deadlines").toHaveText(/!\s*17/);
    expect(".o_child_plan_timeline_more").toHaveText("4 more marks");
    expect(".o_child_plan_timeline_page [role=note]").toHaveText(/2 more rows/);
    const labels = queryAll(".o_child_plan_mark").map((mark) => mark.getAttribute("aria-label"));
    expect(labels).toHaveLength(5);
    expect(labels.join()).toMatch(/Leaflets · .* · 32 working days late · 1 of 3 units/);
    expect(labels.join()).toMatch(/17 deadlines \(2 overdue, 15 open, in time\)/);
});

test("filters ask again; the choice of the eye does not", async () => {
    onRpc("child.plan.timeline", "get_page", ({ kwargs }) => {
        expect.step([kwargs.zoom, kwargs.group, kwargs.late || false, kwargs.start || ""].join(" "));
        return page();
    });
    await open();
    await contains("[data-zoom=year]").click();
    await contains("[data-filter=group]").select("unit");
    await contains("[data-filter=late]").click();
    await contains("[data-step=on]").click();
    await contains("[data-filter=list]").click();
    expect.verifySteps([
        "quarter plan false ",
        "year plan false ",
        "year unit false ",
        "year unit true ",
        "year unit true 2027-01-01",
    ]);
    expect(queryAllTexts(".o_child_plan_timeline_list h2")).toHaveLength(2);
    expect(".o_child_plan_timeline_entry").toHaveCount(5);
});

test("a milestone tells by the keyboard too what moves if it is late, and changes nothing", async () => {
    onRpc("child.plan.timeline", "get_page", () => page());
    onRpc("child.plan.timeline", "what_if", ({ args }) => {
        expect.step(args);
        return ANSWER;
    });
    await open();
    await contains(".o_child_plan_mark_milestone[data-situation=delayed]").focus();
    await contains(".o_child_plan_mark_milestone[data-situation=delayed]").press("Enter");
    await animationFrame();
    expect(".modal-title").toHaveText("Courses");
    expect(".o_child_plan_what_if_days").toHaveText(/1 of 3 units have reached it[\s\S]*Outline/);
    expect(".o_child_plan_what_if tbody tr").toHaveCount(2);
    await contains(".o_child_plan_what_if input").edit("40", { confirm: "blur" });
    expect.verifySteps([
        [2, 21],
        [2, 40],
    ]);
    expect(".o_child_plan_what_if").toHaveText(/nothing is changed/);
});

test("a mark opens exactly what it counts", async () => {
    onRpc("child.plan.timeline", "get_page", () => page());
    await open();
    const actions = [];
    getService("action").doAction = (action) => actions.push(action);
    for (const name of ["deadlines", "steps"]) {
        await contains(`.o_child_plan_mark_${name}`).click();
    }
    await contains(".o_child_plan_timeline_title").click();
    const work = [
        ["unit_id", "child_of", 1],
        ["plan_id", "=", 7],
    ];
    expect(actions.map((action) => action.res_model)).toEqual([
        "child.plan.assignment",
        "child.plan.milestone",
        "child.plan",
    ]);
    expect(actions[0].domain).toEqual([
        ...work,
        ["in_time_until", ">=", "2026-11-23"],
        ["in_time_until", "<=", "2026-11-29"],
        ["state", "!=", "cancelled"],
    ]);
    expect(actions[1].domain[0]).toEqual(["assignment_id", "any", [...work, ["state", "!=", "cancelled"]]]);
    expect(actions[2].res_id).toBe(7);
});

test("says what belongs here, when it cannot be loaded, and why it is refused", async () => {
    let answer = () => ({ unit: null });
    onRpc("child.plan.timeline", "get_page", () => answer());
    await open();
    expect(".o_view_nocontent").toHaveText(/do not work for a unit/);
    const again = async () => {
        await getService("action").doAction({ type: "ir.actions.client", tag: "child_plan.timeline" });
        await animationFrame();
    };
    answer = () => page({ rows: [] });
    await again();
    expect(".o_child_plan_timeline_empty").toHaveText(/Nothing falls into this time/);
    answer = () => {
        throw makeServerError({ type: "AccessError", message: "not your unit" });
    };
    await again();
    expect(".o_child_plan_timeline_refused").toHaveText(/not your unit/);
    answer = () => {
        throw makeServerError({ message: "no connection" });
    };
    await again();
    answer = () => page();
    await contains(".o_child_plan_timeline_failed button").click();
    expect(".o_child_plan_timeline_chart").toHaveCount(1);
});

test("days stand in their order, at the edge where they lie beyond it", () => {
    const drawn = page();
    const at = (day) => place(drawn, day);
    expect(at("2026-10-01") < at("2026-10-02")).toBe(true);
    expect(at("2026-09-01")).toBe(at("2026-10-01"));
    expect(at("2027-03-01")).toBe(at("2026-12-31"));
    expect(ticks(drawn).filter(({ strong }) => strong)).toHaveLength(3);
    expect(ticks(page({ zoom: "year", start: "2026-01-01" })).filter(({ strong }) => strong)).toHaveLength(12);
});

test("labels of milestones do not lie on one another", () => {
    const names = Array.from({ length: 20 }, (_, index) =>
        milestone(index, `A step with a name ${index}`, "2026-11-10")
    );
    const rows = [{ ...page().rows[0], milestones: names }];
    const [drawn] = layOut(page({ rows })).rows;
    expect(new Set(drawn.milestones.map(({ y }) => y)).size).toBe(20);
    expect(Math.max(...drawn.milestones.map(({ y }) => y)) < drawn.bottom).toBe(true);
});

test("a list tells the same by month; a gathered mark has the colour of the worst", () => {
    expect(byMonth(page()).map(({ month, entries }) => [month, entries.length])).toEqual([
        ["2026-10", 2],
        ["2026-11", 3],
    ]);
    expect(worst({ done_late: 3, overdue: 1 })).toBe("overdue");
    expect(worst({ done_on_time: 3, in_time: 1 })).toBe("in_time");
    expect(worst({})).toBe("suspended");
});

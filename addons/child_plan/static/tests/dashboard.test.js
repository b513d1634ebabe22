import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { WebClient } from "@web/webclient/webclient";
import { Dashboard } from "@child_plan/dashboard/dashboard";
import { ranked, rateOf, shade } from "@child_plan/dashboard/figures";

defineMailModels();
describe.current.tags("desktop");

const COUNTED = [
    "done_on_time",
    "done_late",
    "in_time",
    "due_soon",
    "overdue",
    "no_deadline",
    "suspended",
    "submitted",
];
const RATES = {
    overdue_of_due: [["overdue"], ["done_on_time", "done_late", "overdue"]],
    done_of_due: [
        ["done_on_time", "done_late"],
        ["done_on_time", "done_late", "overdue"],
    ],
    on_time_of_done: [["done_on_time"], ["done_on_time", "done_late"]],
    overdue_of_open: [["overdue"], ["in_time", "due_soon", "overdue", "no_deadline"]],
    done_of_all: [["done_on_time", "done_late"], COUNTED.slice(0, 6)],
};
const measure = (count, before) => ({ count, before, domain: [["id", ">", count]] });
const group = (field, operator, rows) => ({ field, operator, rows });
const WARDS = [
    { id: 11, name: "Ward A", n: [1, 0, 0, 0, 3, 0, 0, 0], below: true },
    { id: 12, name: "Ward B", n: [4, 0, 1, 0, 0, 0, 0, 1] },
];

const page = (more = {}) => ({
    unit: { id: 1, name: "District" },
    path: [{ id: 1, name: "District" }],
    tops: [],
    narrowed: [],
    day: "2026-11-24",
    is_today: true,
    compare: 7,
    compare_day: "2026-11-17",
    context: { child_plan_as_of: false },
    base: [["unit_id", "child_of", 1]],
    counted: COUNTED,
    rates: RATES,
    total: [5, 0, 1, 0, 3, 0, 0, 1],
    measures: {
        total: measure(9, 9),
        done_on_time: measure(5, 4),
        done_late: measure(0, 0),
        open_in_time: measure(1, 2),
        open_overdue: measure(3, 1),
        no_deadline: measure(0, 0),
        suspended: measure(0, 0),
        submitted: measure(1, 1),
        due_7: measure(1),
        due_30: measure(1),
        extension: measure(0),
    },
    groups: {
        unit: { ...group("unit_id", "child_of", WARDS), left_out: 0 },
        plan: group("plan_id", "=", [{ id: 7, name: "287/KH", title: "Care", n: [5, 0, 1, 0, 3, 0, 0, 1] }]),
        sector: group("sector_id", "=", []),
        level: group("unit_level", "=", []),
    },
    heat: [],
    money: null,
    may: { ask: true, remind: true, meet: true },
    reports: {
        base: [["unit_id", "child_of", 1]],
        due: { count: 5, domain: [["version", "=", 1]] },
        missing: { count: 3, before: 1, domain: [["submitted_on", "=", false]] },
        rows: [
            { id: 11, name: "Ward A", due: 3, missing: 2, mine: 2 },
            { id: 1, name: "District", due: 1, missing: 1, mine: 0, own: true },
        ],
        left_out: 0,
    },
    targets: {
        context: { child_plan_as_of: "2026-11-24" },
        behind: { count: 1, before: 1, domain: [["reach", "=", "behind"]] },
        known: { count: 2, domain: [["reach", "!=", "no_data"]] },
        total: { count: 4, domain: [] },
        rows: [{ id: 9, name: "Advice", plan: "287/KH", unit: "District", wanted: "≥ 80 %", actual: "63" }],
    },
    above: {
        context: { child_plan_as_of: "2026-11-24", child_plan_standing_unit: 1 },
        behind: { count: 1, before: 0, domain: [["standing", "=", "behind"]] },
        known: { count: 2, domain: [["standing", "!=", "no_data"]] },
        total: { count: 3, domain: [["id", "in", [21, 22, 23]]] },
        rows: [
            {
                id: 21,
                name: "Care",
                plan: "1438/QĐ",
                unit: "Nation",
                wanted: "≥ 90 %",
                actual: "80",
                standing: "behind",
            },
            { id: 22, name: "Rooms", plan: "1438/QĐ", unit: "Nation", wanted: "≥ 9", actual: "4", standing: false },
        ],
    },
    lists: {
        overdue: [
            {
                id: 5,
                name: "Count the orphans",
                unit: "Ward A",
                plan: "287/KH",
                phone: "",
                officer: "Lan",
                status: "overdue",
                text: "12 working days overdue",
                can_decide: true,
            },
        ],
        submitted: [],
        extension: [],
    },
    ...more,
});

async function open() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "child_plan.dashboard" });
    await animationFrame();
}

test("one request tells all, with the trend in words", async () => {
    onRpc("child.plan.dashboard", "get_page", () => {
        expect.step("get_page");
        return page();
    });
    await open();
    expect.verifySteps(["get_page"]);
    expect("[data-measure=open_overdue].o_child_plan_figure").toHaveText(/3\s*Overdue\s*2 more/);
    expect("[data-measure=submitted].o_child_plan_figure").toHaveText(/unchanged/);
    expect(queryAllTexts(".o_child_plan_line_name")).toEqual(["Ward A", "Ward B"]);
    expect(queryAllTexts(".o_child_plan_line_percent")).toEqual(["75 %", "0 %"]);
    expect(".o_child_plan_work_row").toHaveText(/Count the orphans[\s\S]*Lan[\s\S]*12 working days overdue/);
});

/** Follow a door and tell what it would open. */
function watchDoors() {
    patchWithCleanup(Dashboard.prototype, {
        setup() {
            super.setup();
            this.action = { doAction: ({ res_model, domain }) => expect.step([res_model, JSON.stringify(domain)]) };
        },
    });
}

test("reports not in and targets behind say what they are of, and open what they count", async () => {
    watchDoors();
    onRpc("child.plan.dashboard", "get_page", () => page());
    await open();
    expect("[data-measure=reports]").toHaveText(/3\s*Reports not in\s*of 5 fallen due\s*2 more/);
    expect("[data-measure=targets]").toHaveText(/1\s*Targets behind\s*of 2 with a figure\s*unchanged/);
    expect(queryAllTexts(".o_child_plan_reports li")).toEqual(["Ward A\n2 of 3", "District (own reports)\n1 of 1"]);
    await contains("[data-reports=due]").click();
    await contains(".o_child_plan_reports li:eq(1) .o_child_plan_door").click();
    await contains("[data-measure=targets]").click();
    expect.verifySteps([
        ["child.plan.report", '[["unit_id","child_of",1],["version","=",1]]'],
        ["child.plan.report", '[["unit_id","child_of",1],["unit_id","=",1],["submitted_on","=",false]]'],
        ["child.plan.target", '[["reach","=","behind"]]'],
    ]);
});

test("a unit sees how it stands at the targets of superior plans, by its own figures", async () => {
    watchDoors();
    onRpc("child.plan.dashboard", "get_page", () => page({ targets: null }));
    await open();
    expect("[data-measure=above]").toHaveText(/1\s*Targets of superior plans behind\s*of 2 with a figure\s*1 more/);
    expect(queryAllTexts("[data-section] li")).toEqual([
        "Care\nNation · 1438/QĐ\n≥ 90 %\n80\nBehind",
        "Rooms\nNation · 1438/QĐ\n≥ 9\n4",
    ]);
    await contains("[data-measure=above]").click();
    await contains("[data-section=above] [data-targets=known]").click();
    await contains("[data-section=above] > .btn-link").click();
    expect.verifySteps([
        ["child.plan.target", '[["standing","=","behind"]]'],
        ["child.plan.target", '[["standing","!=","no_data"]]'],
        ["child.plan.target", '[["id","in",[21,22,23]]]'],
    ]);
});

test("only who receives a report finds the button to remind of it, and only today", async () => {
    let answer = page();
    onRpc("child.plan.dashboard", "get_page", () => answer);
    onRpc("child.plan.dashboard", "remind_reports", ({ args: [domain] }) => {
        expect.step(domain[1]);
        return false;
    });
    await open();
    expect("[data-action=remind_reports]").toHaveCount(1);
    await contains("[data-action=remind_reports]").click();
    expect.verifySteps([["unit_id", "child_of", 11]]);
    answer = page({ is_today: false });
    await contains("#child_plan_page_compare").select("30");
    expect("[data-action=remind_reports]").toHaveCount(0);
});

test("nothing is said of reports and targets where there are none", async () => {
    onRpc("child.plan.dashboard", "get_page", () => page({ reports: null, targets: null, above: null }));
    await open();
    expect(".o_child_plan_follow, [data-measure=reports], [data-measure=targets]").toHaveCount(0);
});

test("a unit opens its own page, a day its own figures", async () => {
    onRpc("child.plan.dashboard", "get_page", ({ kwargs }) => {
        expect.step([kwargs.unit_id || null, kwargs.compare]);
        return page();
    });
    await open();
    await contains("button.o_child_plan_line_name").click();
    await contains("#child_plan_page_compare").select("30");
    expect.verifySteps([
        [null, 7],
        [11, 7],
        [11, 30],
    ]);
});

test("says when the figures cannot be loaded, and tries again", async () => {
    let broken = true;
    onRpc("child.plan.dashboard", "get_page", () => {
        if (broken) {
            throw makeServerError({ message: "no connection" });
        }
        return page();
    });
    await open();
    expect(".o_child_plan_dashboard_failed").toHaveCount(1);
    broken = false;
    await contains(".o_child_plan_dashboard_failed button").click();
    expect(".o_child_plan_dashboard_page").toHaveCount(1);
});

test("says why a unit of others is refused, and leads back", async () => {
    let refused = true;
    onRpc("child.plan.dashboard", "get_page", () => {
        if (refused) {
            throw makeServerError({ type: "AccessError", message: "not your unit" });
        }
        return page();
    });
    await open();
    expect(".o_child_plan_dashboard_refused").toHaveText(/not your unit/);
    refused = false;
    await contains(".o_child_plan_dashboard_refused button").click();
    expect(".o_child_plan_dashboard_page").toHaveCount(1);
});

test("a user without a unit and a unit without work are told what belongs here", async () => {
    let answer = { unit: null };
    onRpc("child.plan.dashboard", "get_page", () => answer);
    await open();
    expect(".o_view_nocontent").toHaveText(/do not work for a unit/);
    answer = page({ measures: { ...page().measures, total: measure(0, 0) } });
    await getService("action").doAction({ type: "ir.actions.client", tag: "child_plan.dashboard" });
    await animationFrame();
    expect(".o_child_plan_dashboard_empty").toHaveCount(1);
});

test("only those who decide find the buttons, and only today", async () => {
    const lists = page().lists;
    let answer = page();
    onRpc("child.plan.dashboard", "get_page", () => answer);
    await open();
    expect(".o_child_plan_work_row button[data-action]").toHaveCount(2);
    answer = page({ is_today: false });
    await contains("#child_plan_page_compare").select("30");
    expect(".o_child_plan_work_row button[data-action]").toHaveCount(0);
    const others = { overdue: [{ ...lists.overdue[0], can_decide: false }] };
    answer = page({ lists: { ...lists, ...others }, may: { ask: false, remind: false, meet: false } });
    await contains("#child_plan_page_compare").select("7");
    expect("[data-action=ask], .o_child_plan_work_row button[data-action], .o_child_plan_line_remind").toHaveCount(0);
    answer = page({ lists: { ...lists, ...others }, may: { ask: false, remind: false, meet: true } });
    await contains("#child_plan_page_compare").select("30");
    expect(queryAllTexts(".o_child_plan_work_row button[data-action]")).toEqual(["On the agenda"]);
});

test("a report is asked for from the page, of one unit or of those chosen in the dialog", async () => {
    patchWithCleanup(Dashboard.prototype, {
        follow: ({ res_model, context }) => expect.step([res_model, context.default_unit_ids]),
    });
    onRpc("child.plan.dashboard", "get_page", () => page());
    await open();
    await contains(".o_child_plan_dashboard_head [data-action=ask]").click();
    await contains(".o_child_plan_reports [data-action=ask]").click();
    expect.verifySteps([
        ["child.plan.report.ask", []],
        ["child.plan.report.ask", [11]],
    ]);
});

test("says that it loads, and then what is shown, to who cannot see it", async () => {
    const { promise, resolve } = Promise.withResolvers();
    onRpc("child.plan.dashboard", "get_page", () => promise);
    await open();
    expect(".o_child_plan_dashboard[aria-busy=true] .o_child_plan_dashboard_loading").toHaveCount(1);
    expect(".o_child_plan_dashboard [role=status]").toHaveText("Figures are being counted…");
    resolve(page());
    await animationFrame();
    await animationFrame();
    expect(".o_child_plan_dashboard[aria-busy=false] [role=status]").toHaveText(/Figures of District as of/);
    expect("[role=tabpanel]").toHaveAttribute("aria-label", "Units");
});

test("when the line breaks, the page says so and the figures come with the next try", async () => {
    let broken = true;
    onRpc("child.plan.dashboard", "get_page", () => {
        if (broken) {
            throw new ConnectionLostError("/web/dataset/call_kw");
        }
        return page();
    });
    await open();
    expect(".o_child_plan_dashboard_failed[role=alert], [role=alert] .o_child_plan_dashboard_failed").toHaveCount(1);
    expect(".o_child_plan_dashboard_page").toHaveCount(0);
    broken = false;
    await contains(".o_child_plan_dashboard_failed button").click();
    expect(".o_child_plan_dashboard_page").toHaveCount(1);
});

test("every button of the page can be reached with the keyboard and has a name", async () => {
    onRpc("child.plan.dashboard", "get_page", () => page());
    await open();
    for (const button of document.querySelectorAll(".o_child_plan_dashboard button")) {
        expect(button.tabIndex).toBe(0);
        expect((button.getAttribute("aria-label") || button.textContent).trim()).not.toBe("");
    }
});

test("a rate names what it divides by; the worst come first, what has none last", () => {
    const none = { id: 13, name: "Ward C", n: [0, 0, 2, 0, 0, 0, 0, 0] };
    const order = (name) => ranked(page(), [none, ...WARDS], name).map(({ row }) => row.name);
    expect(order("overdue_of_due")).toEqual(["Ward A", "Ward B", "Ward C"]);
    expect(order("done_of_all")).toEqual(["Ward C", "Ward A", "Ward B"]);
    expect(rateOf(page(), none.n, "overdue_of_due").value).toBe(null);
    expect(shade(rateOf(page(), none.n, "overdue_of_due"))).toBe(null);
    expect(shade(rateOf(page(), WARDS[0].n, "overdue_of_due"))).toBe(3);
    expect(shade(rateOf(page(), WARDS[1].n, "done_of_due"))).toBe(0);
});

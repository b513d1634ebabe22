import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, makeServerError, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { Dashboard } from "@child_plan/dashboard/dashboard";
import { ranked, rateOf, shade } from "@child_plan/dashboard/figures";
import { WARDS, measure, open, page } from "./dashboard_page";

defineMailModels();
describe.current.tags("desktop");

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
    expect("[data-measure=reports]").toHaveText(/3\s*Reports not in\s*of 5 fallen due that you may see\s*2 more/);
    expect("[data-measure=targets]").toHaveText(/1\s*Targets behind\s*of 2 with a figure\s*unchanged/);
    expect(queryAllTexts(".o_child_plan_reports li")).toEqual(["Ward A\n2 of 3", "District (own reports)\n1 of 1"]);
    await contains("[data-reports=due]").click();
    await contains(".o_child_plan_reports li:eq(1) .o_child_plan_door").click();
    await contains("[data-measure=targets]").click();
    expect.verifySteps([
        ["child.plan.report", '[["unit_id","child_of",1],["version","=",1]]'],
        ["child.plan.report", '[["unit_id","child_of",1],["unit_id","=",1],["submitted_on","=",false]]'],
        ["child.plan.target", '[["achievement","=","behind"]]'],
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
        ["child.plan.target", '[["unit_achievement","=","behind"]]'],
        ["child.plan.target", '[["unit_achievement","!=","no_data"]]'],
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
    answer = page({ lists: { ...lists, ...others }, permissions: { ask: false, remind: false, meet: false } });
    await contains("#child_plan_page_compare").select("7");
    expect("[data-action=ask], .o_child_plan_work_row button[data-action], .o_child_plan_line_remind").toHaveCount(0);
    answer = page({ lists: { ...lists, ...others }, permissions: { ask: false, remind: false, meet: true } });
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

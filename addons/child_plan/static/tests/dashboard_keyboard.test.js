import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { press, queryAllAttributes } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, onRpc } from "@web/../tests/web_test_helpers";
import { WARDS, open, page } from "./dashboard_page";

defineMailModels();
describe.current.tags("desktop");

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
    const panel = document.getElementById("child_plan_page_compared");
    expect(document.getElementById(panel.getAttribute("aria-labelledby"))).toHaveText("Units");
});

test("every button of the page can be reached with the keyboard and has a name", async () => {
    onRpc("child.plan.dashboard", "get_page", () => page());
    await open();
    for (const button of document.querySelectorAll(".o_child_plan_dashboard button")) {
        const isOtherTab = button.matches("[role=tab][aria-selected=false]"); // reached with the arrows
        expect(button.tabIndex).toBe(isOtherTab ? -1 : 0);
        expect((button.getAttribute("aria-label") || button.textContent).trim()).not.toBe("");
    }
});

test("tabs are gone through with the arrows, and each shows what it names", async () => {
    onRpc("child.plan.dashboard", "get_page", () => page());
    await open();
    const tab = (name) => `.o_child_plan_dashboard_groups [data-tab=${name}]`;
    await contains(tab("unit")).focus();
    for (const [key, name] of [
        ["ArrowRight", "tiles"],
        ["ArrowRight", "plan"],
        ["ArrowRight", "unit"],
        ["ArrowLeft", "plan"],
        ["Home", "unit"],
        ["End", "plan"],
        ["ArrowDown", "plan"],
    ]) {
        await press(key);
        await animationFrame();
        expect(tab(name)).toBeFocused();
        expect(queryAllAttributes(".o_child_plan_dashboard_groups [role=tab][tabindex='0']", "data-tab")).toEqual([
            name,
        ]);
        expect(".o_child_plan_dashboard_groups [aria-selected=true]").toHaveAttribute("data-tab", name);
    }
    expect(".o_child_plan_breakdown").toHaveAttribute("data-group", "plan");
    await contains(".o_child_plan_work_list [data-tab=overdue]").focus();
    await press("End");
    await animationFrame();
    expect("#child_plan_page_rows").toHaveText("Nobody asks for more time.");
});

test("a cell of the heat table and a tile say of what they are, to who does not see the head or the colour", async () => {
    const n = WARDS[0].n;
    const heat = [[n], [null]];
    onRpc("child.plan.dashboard", "get_page", () => page({ heat }));
    await open();
    await contains("[data-tab=heat]").click();
    const rate = "Overdue, of all that has fallen due 75 % (3/4)";
    expect(queryAllAttributes(".o_child_plan_heat td button", "aria-label")).toEqual([`Ward A · 287/KH: ${rate}`]);
    expect(".o_child_plan_heat th[scope=row]").toHaveCount(2);
    expect(".o_child_plan_heat th[scope=col]").toHaveCount(2);
    await contains("[data-tab=tiles]").click();
    expect(queryAllAttributes(".o_child_plan_tile", "aria-label")[0]).toBe(`Ward A: ${rate}`);
});

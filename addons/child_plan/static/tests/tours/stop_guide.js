import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const STAGE = "child_plan_stop_guide";

async function until(what, found) {
    for (let tries = 0; !found(); tries++) {
        if (tries > 100) {
            throw new Error(`not so: ${what}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

const pointer = () => document.querySelector(".o_tour_pointer_content:not(.invisible)");

/** Ask for the quick guide; it loads its first page, and so the next stage begins. */
function ask({ services }, next) {
    browser.sessionStorage.setItem(STAGE, next);
    services.action.doAction("child_plan.child_plan_guide_action");
}

/** What is done on each page, for every stage loads one anew. */
const STAGES = {
    async asked() {
        await until("the guide points", pointer);
        browser.sessionStorage.setItem(STAGE, "stopped");
        pointer().querySelector("button").click(); // Stop Tour
    },
    async stopped(env) {
        await until("the work is listed", () => document.querySelector(".o_data_row"));
        await env.services.action.doAction("child_plan.child_plan_report_action_mine", { clearBreadcrumbs: true });
        await new Promise((resolve) => setTimeout(resolve, 1500));
        if (pointer() || browser.localStorage.getItem("current_tour")) {
            throw new Error("the guide goes on");
        }
        ask(env, "again");
    },
    async again() {
        await until("the guide begins again", pointer);
        browser.sessionStorage.removeItem(STAGE);
        browser.console.log("test successful");
    },
};

registry.category("services").add("child_plan_stop_guide", {
    dependencies: ["action", "tour_service"],
    start(env) {
        const stage = browser.sessionStorage.getItem(STAGE);
        if (stage) {
            const run = () => STAGES[stage](env).catch((error) => browser.console.error(error.message));
            env.bus.addEventListener("WEB_CLIENT_READY", run, { once: true });
        }
        return { begin: () => ask(env, "asked") };
    },
});

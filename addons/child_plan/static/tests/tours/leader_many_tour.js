import { registry } from "@web/core/registry";
import { figure } from "./steps";

const tab = (name, count) => `.o_child_plan_work_list [data-tab='${name}']:contains(${count})`;
const group = (action, count) => `.o_child_plan_work_bar button[data-action='${action}']:contains(${count})`;
const one = (action, name) => `.o_child_plan_work_row:contains(${name}) button[data-action='${action}']`;
const all = { trigger: ".o_child_plan_work_bar input:not(:checked)", run: "click" };
const tick = (name) => ({ trigger: `.o_child_plan_work_row:contains(${name}) input`, run: "click" });
const confirm = { trigger: ".modal .modal-footer .btn-primary", run: "click" };
const told = (words) => ({ trigger: `.o_notification:contains(${words}) .o_notification_close`, run: "click" });

/** From the page, for many and for one: remind, agenda, return, confirm, decide, refuse, grant. */
registry.category("web_tour.tours").add("child_plan_leader_many", {
    steps: () => [
        { trigger: figure("open_overdue", 2) },
        all,
        { trigger: group("action_put_on_agenda", 2), run: "click" },
        told("2 added to the agenda"),
        all,
        { trigger: group("action_remind", 2), run: "click" },
        confirm,
        told("2 units were reminded"),
        { trigger: tab("submitted", 4), run: "click" },
        { trigger: one("action_return", "Count"), run: "click" },
        { trigger: ".modal .o_field_widget[name='reason'] textarea", run: "edit The list is missing" },
        confirm,
        { trigger: tab("submitted", 3) },
        tick("Teach"),
        tick("Visit"),
        { trigger: group("action_return", 2), run: "click" },
        { trigger: ".modal .o_field_widget[name='reason'] textarea", run: "edit Say how many" },
        confirm,
        { trigger: tab("submitted", 1) },
        { trigger: one("action_confirm", "Feed"), run: "click" },
        confirm,
        { trigger: figure("submitted", 0) },
        { trigger: tab("extension", 4), run: "click" },
        { trigger: one("action_decide", "Paint"), run: "click" },
        { trigger: ".modal .o_field_widget[name='reason'] textarea", run: "edit No money" },
        { trigger: ".modal button[name='action_refuse']", run: "click" },
        { trigger: tab("extension", 3) },
        { trigger: one("action_grant", "Build"), run: "click" },
        confirm,
        { trigger: tab("extension", 2) },
        all,
        { trigger: group("action_grant", 2), run: "click" },
        confirm,
        { trigger: figure("extension", 0) },
    ],
});

import { registry } from "@web/core/registry";
import { figure } from "./steps";

const tab = (name) => `.o_child_plan_work_list [data-tab='${name}']`;

/** A leader on a phone: what is wrong, a reminder, a confirmation, the agenda, down the tree and up again. */
registry.category("web_tour.tours").add("child_plan_leader_phone", {
    steps: () => [
        { trigger: figure("open_overdue", 1) },
        {
            content: "nothing is wider than the screen",
            trigger: ".o_child_plan_dashboard_page",
            run({ anchor }) {
                if (anchor.scrollWidth > window.innerWidth) {
                    throw new Error(`the page is ${anchor.scrollWidth} wide`);
                }
            },
        },
        { trigger: ".o_child_plan_work_row button[data-action='action_put_on_agenda']", run: "click" },
        { trigger: ".o_notification:contains(1 added to the agenda) .o_notification_close", run: "click" },
        { trigger: ".o_child_plan_work_row button[data-action='action_remind']", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: ".o_notification:contains(1 units were reminded) .o_notification_close", run: "click" },
        { trigger: `${tab("submitted")}:contains(1)`, run: "click" },
        { trigger: ".o_child_plan_work_row button[data-action='action_confirm']", run: "click" },
        { trigger: ".modal .btn-primary", run: "click" },
        { trigger: figure("submitted", 0) },
        { trigger: "button.o_child_plan_line_name:contains(Xã A1)", run: "click" },
        { trigger: ".o_child_plan_dashboard_head h1:contains(Xã A1)" },
        { trigger: ".o_child_plan_dashboard_head .breadcrumb button:contains(Huyện A)", run: "click" },
        { trigger: ".o_child_plan_dashboard_head h1:contains(Huyện A)" },
    ],
});

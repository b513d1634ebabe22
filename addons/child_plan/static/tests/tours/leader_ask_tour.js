import { registry } from "@web/core/registry";
import { dialogClosed, figure } from "./steps";

/** A leader sees whose report is missing, opens it, comes back, and asks a unit for another one. */
registry.category("web_tour.tours").add("child_plan_leader_ask", {
    steps: () => [
        { content: "a ward's report is missing, and the district's own", trigger: figure("reports", 2) },
        { trigger: ".o_child_plan_reports li:contains(Xã A1):contains(1 of 1)" },
        { trigger: ".o_child_plan_reports li:contains(Xã A1) button[data-action='remind_reports']", run: "click" },
        { trigger: ".o_notification:contains(1 units were reminded) .o_notification_close", run: "click" },
        { trigger: ".o_child_plan_reports li:contains(Xã A1) button[data-action='ask']", run: "click" },
        { trigger: ".modal [name='unit_ids']:contains(Xã A1)" },
        { trigger: ".modal [name='title'] input", run: "edit Blankets for the cold" },
        { trigger: ".modal [name='content'] textarea", run: "edit How many children lack one" },
        { trigger: ".modal [name='summary']:contains(1 units report)" },
        { trigger: ".modal button[name='action_apply']:visible", run: "click" },
        { trigger: ".o_notification:contains(1 reports are expected) .o_notification_close", run: "click" },
        dialogClosed,
        { content: "targets are behind", trigger: figure("targets", 2) },
        { content: "the number opens the report", trigger: "[data-reports='missing']", run: "click" },
        { trigger: ".o_data_row:contains(Xã A1), .o_kanban_record:contains(Xã A1)" },
    ],
});

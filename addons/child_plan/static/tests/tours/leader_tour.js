import { registry } from "@web/core/registry";
import { atHome, chip, dialogClosed, figure, goBack, hasRows, inDays, openMenu, press, row } from "./steps";

const group = (name) => `.o_group_header:contains(${name})`;
const asOf = ".o_child_plan_strip_day input";

/** The leader looks for what is late, drills down, decides on what units ask, and reminds. */
registry.category("web_tour.tours").add("child_plan_leader", {
    steps: () => [
        atHome,
        { content: "its home says what is wrong, and opens it", trigger: figure("open_overdue", 3), run: "click" },
        hasRows(3),
        ...goBack(),
        { trigger: figure("open_overdue", 3) },
        ...openMenu("plans", "board"),
        { content: "the board has what is overdue", trigger: `${chip("overdue", 3)}[aria-pressed='true']` },
        { trigger: ".o_child_plan_strip_rate:contains(3 of 3)" },
        hasRows(3),

        { content: "counts and rows are those of the day", trigger: asOf, run: "click" },
        {
            trigger: asOf,
            async run({ edit, press: pressKey }) {
                await edit(inDays(-20));
                await pressKey("Enter");
            },
        },
        { trigger: chip("overdue", 0) },
        { trigger: chip("submitted", 0) },
        hasRows(0),
        { trigger: ".o_child_plan_strip_day button", run: "click" },
        { trigger: chip("overdue", 3) },
        hasRows(3),

        { content: "a group closes and opens", trigger: group("Phòng Y tế A"), run: "click" },
        hasRows(2),
        { trigger: group("Phòng Y tế A"), run: "click" },
        hasRows(3),
        { trigger: `${row("Open counselling rooms")} .o_child_plan_work_name`, run: "click" },
        { trigger: ".o_form_view [name='status']:contains(working days overdue)" },
        ...goBack(),
        hasRows(3),
        { trigger: `${row("Open counselling rooms")} button[name='action_remind']`, run: "click" },
        { trigger: ".o_notification:contains(1 units were reminded) .o_notification_close", run: "click" },
        { trigger: "body:not(:has(.o_notification))" },

        { trigger: chip("submitted", 2), run: "click" },
        hasRows(2),
        { trigger: `${row("Count the orphans")} button[name='action_confirm']`, run: "click" },
        { trigger: chip("submitted", 1) },
        { trigger: chip("done_on_time", 1) },
        hasRows(1),
        { trigger: `${row("Print the leaflets")} .o_child_plan_work_name`, run: "click" },
        { trigger: ".o_form_view button[name='action_return']", run: "click" },
        { trigger: ".modal [name='reason'] textarea", run: "edit The leaflets lack the telephone number" },
        { trigger: ".modal button[name='action_apply']:visible", run: "click" },
        dialogClosed,
        { trigger: ".o_form_view .alert-warning:contains(lack the telephone number)" },
        ...goBack(),

        { trigger: chip("submitted", 0), run: "click" },
        ...press("extension_pending", 1),
        { trigger: `${row("Draw up the budget")} .o_child_plan_work_name`, run: "click" },
        { trigger: ".nav-link[name='extensions']", run: "click" },
        { trigger: "[name='extension_ids'] .o_data_row button[name='action_decide']", run: "click" },
        { trigger: ".modal [name='reason'] textarea", run: "edit Until the council has met" },
        { trigger: ".modal button[name='action_apply']:visible", run: "click" },
        dialogClosed,
        {
            trigger: "[name='extension_ids'] .o_data_row:contains(Granted)",
        },
        ...goBack(),
        { trigger: chip("extension_pending", 0) },
    ],
});

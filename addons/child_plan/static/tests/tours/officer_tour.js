import { registry } from "@web/core/registry";
import {
    atHome,
    chip,
    cutLine,
    dialogClosed,
    goBack,
    hasRows,
    mendLine,
    press,
    reached,
    row,
    setDay,
    upload,
} from "./steps";

const product = ".modal [name='deliverable_ids'] .o_data_row:contains(Set of documents)";

/** The health office starts its work, asks for more time and hands in its result with the evidence. */
registry.category("web_tour.tours").add("child_plan_officer", {
    steps: () => [
        atHome,
        { content: "its home: what the unit owes, the latest first", trigger: chip("all", 3) },
        hasRows(3),
        { trigger: ".o_data_row:first:contains(Open counselling rooms):contains(working days overdue)" },
        ...press("overdue", 1),
        { content: "pressed again it shows all", trigger: chip("overdue", 1), run: "click" },
        hasRows(3),
        ...press("due_7", 1),
        { trigger: `${row("Draw up documents")}:contains(5 days left)` },

        { trigger: `${row("Draw up documents")} .o_child_plan_work_name`, run: "click" },
        { trigger: ".o_form_view button[name='action_start'].btn-primary", run: "click" },
        reached("in_progress"),
        { trigger: "button[name='action_ask_extension']", run: "click" },
        ...setDay(".modal [name='asked_due_on']", 40),
        { trigger: ".modal [name='reason'] input", run: "edit The printer is broken" },
        { trigger: ".modal button[name='action_sent']", run: "click" },
        dialogClosed,
        ...goBack(),

        { trigger: chip("extension_pending", 1) },
        { trigger: `${row("Draw up documents")} button[name='action_update']`, run: "click" },
        { content: "what is missing is said", trigger: ".modal [name='evidence_missing']:contains(Set of documents)" },
        cutLine,
        { trigger: ".modal [name='result'] textarea", run: "edit Two hundred sets are printed" },
        { trigger: ".modal button[special='save']", run: "click" },
        { content: "the line is gone", trigger: ".modal .o_child_plan_draft:contains(Not saved yet)" },
        { content: "what was typed is not", trigger: ".modal [name='result'] textarea:value(Two hundred sets)" },
        mendLine,
        { content: "it is sent", trigger: ".o_notification:contains(What you typed has been saved)" },
        { content: "and the bar is gone", trigger: ".modal:not(:has(.o_child_plan_draft)) [name='result'] textarea" },
        { trigger: `${product} td[name='done_quantity']`, run: "click" },
        { trigger: `${product} td[name='done_quantity'] input`, run: "edit 1" },
        ...upload(product, "documents.txt", "The set of documents"),
        { trigger: ".modal button[name='action_submit']", run: "click" },
        dialogClosed,

        { content: "it no longer has to be done this week", trigger: chip("due_7", 0), run: "click" },
        ...press("submitted", 1),
        { trigger: `${row("Draw up documents")} button[name='action_take_back']` },
    ],
});

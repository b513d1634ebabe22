import { registry } from "@web/core/registry";
import { chip, dialogClosed, upload } from "./steps";

const card = ".o_kanban_record:contains(Visit every orphan)";

/** A ward's officer on a phone: the same work as cards, with the camera for the evidence. */
registry.category("web_tour.tours").add("child_plan_ward_phone", {
    steps: () => [
        { trigger: chip("all", 2) },
        { content: "cards, the latest first", trigger: ".o_kanban_record:first:contains(Teach parents)" },
        { content: "nothing reaches over the edge", trigger: "body", run: fitsTheScreen },
        { trigger: `${card} button[name='action_start']`, run: "click" },
        { trigger: `${card}:not(:has(button[name='action_start']))` },
        { trigger: `${card} button[name='action_update']`, run: "click" },
        { trigger: ".modal [name='result'] textarea", run: "edit All forty are visited" },
        { trigger: ".modal [name='deliverable_ids'] .o_kanban_record:contains(Minutes)", run: "click" },
        { trigger: ".modal:not(.o_inactive_modal) [name='done_quantity'] input", run: "edit 1" },
        { content: "the camera", trigger: ".modal:not(.o_inactive_modal) .o_child_plan_camera" },
        ...upload(".modal:not(.o_inactive_modal)", "minutes.txt", "Minutes of the visits"),
        { trigger: ".modal:not(.o_inactive_modal) .o_form_button_save", run: "click" },
        { trigger: ".modal:not(.o_inactive_modal) [name='deliverable_ids'] .o_kanban_record:contains(1)" },
        { content: "nothing reaches over the edge", trigger: "body", run: fitsTheScreen },
        { trigger: ".modal button[name='action_submit']", run: "click" },
        dialogClosed,
        { trigger: chip("submitted", 1) },
        { trigger: `${card} button[name='action_take_back']` },
    ],
});

function fitsTheScreen() {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
        throw new Error(`The page is ${scrollWidth} pixels wide on a screen of ${clientWidth}`);
    }
}

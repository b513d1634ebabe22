import { registry } from "@web/core/registry";
import { atHome, goBack, hasRows, openMenu } from "./steps";

const drawn = ".o_child_plan_timeline[aria-busy='false']";
const mark = (situation) => `${drawn} .o_child_plan_mark_milestone[data-situation='${situation}']`;

/** A leader sees what is late and what it pulls, asks what if, opens what a mark counts, and goes by unit. */
registry.category("web_tour.tours").add("child_plan_timeline", {
    steps: () => [
        atHome,
        ...openMenu("plans", "timeline"),
        { trigger: `${mark("late")}[aria-label*='Print the leaflets']` },
        { trigger: `${mark("delayed")}[aria-label*='Hold the courses']` },
        { content: "what would move", trigger: mark("late"), run: "click" },
        { trigger: ".modal .o_child_plan_what_if tbody tr:contains(Hold the courses)" },
        { trigger: ".modal .o_child_plan_what_if input", run: "edit 0 && press Tab" },
        { trigger: ".modal .o_child_plan_what_if_none" },
        { content: "the units that have it", trigger: ".modal dd button:contains(0 of 1)", run: "click" },
        hasRows(1),
        ...goBack(),
        { trigger: `${drawn} .o_child_plan_mark_deadlines:contains(2)`, run: "click" },
        hasRows(2),
        ...goBack(),
        { trigger: `${drawn} [data-filter='late']:not(:checked)`, run: "click" },
        { trigger: `${drawn}:not(:has(.o_child_plan_mark_milestone[data-situation='open']))` },
        { trigger: `${drawn} [data-filter='late']:checked`, run: "click" },
        { trigger: mark("open") },
        { trigger: `${drawn} select[data-filter='group']`, run: "select unit" },
        { trigger: `${drawn} .o_child_plan_timeline_title:contains(Phòng Y tế A)` },
        { trigger: `${drawn} .o_child_plan_timeline_title:contains(Xã A1)` },
    ],
});

/** The same on a phone: a list by month, nothing wider than the screen, and the milestone itself. */
registry.category("web_tour.tours").add("child_plan_timeline_phone", {
    steps: () => [
        {
            content: "nothing is wider than the screen",
            trigger: `${drawn} .o_child_plan_timeline_page`,
            run({ anchor }) {
                if (anchor.scrollWidth > window.innerWidth) {
                    throw new Error(`the page is ${anchor.scrollWidth} wide`);
                }
            },
        },
        { trigger: ".o_child_plan_timeline_list .o_child_plan_timeline_entry[data-kind='deadlines']" },
        { trigger: ".o_child_plan_timeline_entry[data-situation='late']:contains(Print the leaflets)", run: "click" },
        { trigger: ".modal .o_child_plan_what_if tbody tr:contains(Hold the courses)" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { trigger: ".o_form_view [name='situation_text']:contains(working days late)" },
    ],
});

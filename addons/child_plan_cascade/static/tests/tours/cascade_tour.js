import { registry } from "@web/core/registry";

/** The office of a ward drafts its plan from the district's, then takes over what the district has changed. */
registry.category("web_tour.tours").add("child_plan_cascade", {
    steps: () => [
        { trigger: "button[name='action_cascade']", run: "click" },
        { trigger: ".modal [name='found']:contains(was given 2 tasks)" },
        { trigger: ".modal button[name='action_apply']", run: "click" },
        { content: "the draft", trigger: ".o_statusbar_status .o_arrow_button_current:contains(Draft)" },
        { trigger: "[name='task_ids'] .o_data_row:contains(Rà soát trẻ em mồ côi)" },
    ],
});

registry.category("web_tour.tours").add("child_plan_superior_changes", {
    steps: () => [
        { trigger: ".alert:contains(The superior plan has changed)" },
        { trigger: "button[name='action_view_superior_changes']", run: "click" },
        { trigger: ".o_data_row:contains(Rà soát, lập danh sách):contains(Reworded)" },
        { trigger: ".o_data_row button[name='action_take']", run: "click" },
        { content: "nothing is left", trigger: ".o_view_nocontent:contains(Nothing has changed above)" },
    ],
});

/** On a phone, the district looks at what the wards have taken up. */
registry.category("web_tour.tours").add("child_plan_coverage_phone", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Xã A1):contains(Rà soát trẻ em mồ côi):contains(Not taken up)" },
        {
            content: "nothing reaches over the edge",
            trigger: "body",
            run() {
                const { scrollWidth, clientWidth } = document.documentElement;
                if (scrollWidth > clientWidth) {
                    throw new Error(`The page is ${scrollWidth} pixels wide on a screen of ${clientWidth}`);
                }
            },
        },
    ],
});

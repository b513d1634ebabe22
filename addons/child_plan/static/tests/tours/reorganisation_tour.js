import { registry } from "@web/core/registry";

const status = (name) => `.o_statusbar_status .o_arrow_button_current:contains(${name})`;
const dialog = (button) => [
    { trigger: `button[name='${button}']:visible`, run: "click" },
    { trigger: ".modal .modal-footer .btn-primary", run: "click" },
    { trigger: "body:not(:has(.modal))" },
];

/** The administrator opens a draft, places the units below, looks at what goes along, applies and undoes it. */
registry.category("web_tour.tours").add("child_plan_reorganisation", {
    steps: () => [
        { trigger: ".o_data_row:contains(Merger of two communes) .o_data_cell:contains(Merger)", run: "click" },
        { content: "what is still missing", trigger: ".alert-warning:contains(have no place yet)" },
        { trigger: "button[name='action_fill_below']", run: "click" },
        { trigger: "[name='line_ids'] .o_data_row:contains(Trường A1)" },
        { trigger: ".o_notebook .nav-link[name='preview']", run: "click" },
        { trigger: ".o_child_plan_preview tr:contains(Xã A1):contains(Xã Mới)" },
        { trigger: ".o_child_plan_preview tr:contains(Total)" },
        ...dialog("action_apply"),
        { trigger: status("Applied") },
        ...dialog("action_undo"),
        { trigger: status("Undone") },
    ],
});

/** The same on a phone: the buttons are in the menu of the header. */
registry.category("web_tour.tours").add("child_plan_reorganisation_phone", {
    steps: () => [
        { trigger: ".o_kanban_record:contains(Merger of two communes)", run: "click" },
        { trigger: ".alert-warning:contains(have no place yet)" },
        { content: "nothing reaches over the edge", trigger: "body", run: fitsTheScreen },
        { trigger: ".o_statusbar_buttons .dropdown-toggle, .o-statusbar-buttons-dropdown", run: "click" },
        { trigger: "button[name='action_fill_below']", run: "click" },
        { trigger: "body:not(:has(.alert-warning:contains(have no place yet)))" },
        { trigger: "[name='line_ids']:contains(Trường A1)" },
        { content: "nothing reaches over the edge", trigger: "body", run: fitsTheScreen },
    ],
});

function fitsTheScreen() {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
        throw new Error(`The page is ${scrollWidth} pixels wide on a screen of ${clientWidth}`);
    }
}

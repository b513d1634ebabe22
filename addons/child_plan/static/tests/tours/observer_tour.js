import { registry } from "@web/core/registry";
import { atHome, goBack, hasRows, openMenu, row } from "./steps";

/** An observer reads everything of the district and can change nothing. */
registry.category("web_tour.tours").add("child_plan_observer", {
    steps: () => [
        atHome,
        {
            content: "its home is the page of the district; there is no work of its own and no configuration",
            trigger: ".o_menu_sections",
        },
        { trigger: "body:not(:has([data-menu-xmlid='child_plan.child_plan_menu_work']))" },
        { trigger: "body:not(:has([data-menu-xmlid='child_plan.child_plan_menu_configuration']))" },
        ...openMenu("plans", "plan"),
        hasRows(1),
        { trigger: ".o_list_view:not(:has(.o_list_button_add))" },
        { trigger: `${row("287/KH-UBND")} td[name='name']`, run: "click" },
        { trigger: ".o_form_view .oe_title:contains(287/KH-UBND)" },
        { trigger: "body:has(.o_form_statusbar):not(:has(.o_statusbar_buttons button))" },
        { trigger: "body:not(:has(.o_field_x2many_list_row_add))" },
        { trigger: "button[name='action_view_assignments']", run: "click" },
        hasRows(2),
        { trigger: `${row("Open counselling rooms")} td[name='name']`, run: "click" },
        { trigger: "body:has(.o_form_statusbar):not(:has(.o_statusbar_buttons button))" },
        { trigger: ".o_form_view [name='result']:not(:has(textarea))" },
        { trigger: "body:not(:has(.o_attach))" },
        { trigger: ".nav-link[name='journal']", run: "click" },
        { trigger: "[name='journal_ids'] .o_data_row" },
        ...goBack(),
        hasRows(2),
    ],
});

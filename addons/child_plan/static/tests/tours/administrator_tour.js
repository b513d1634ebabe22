import { registry } from "@web/core/registry";
import { atHome, choose, openMenu, saved, select } from "./steps";

const node = (name) => `.o_hierarchy_node:contains(${name})`;

/** The administrator finds a place in the tree of units, adds a unit there, and a user who works for it. */
registry.category("web_tour.tours").add("child_plan_administrator", {
    steps: () => [
        atHome,
        ...openMenu("configuration", "unit"),
        { trigger: ".o_hierarchy_view .o_hierarchy_node" },
        { trigger: ".o_hierarchy_view .o_searchview_input", run: "fill Xã A1" },
        { trigger: ".o_searchview_autocomplete .o-dropdown-item.focus:contains(Xã A1)", run: "click" },
        { trigger: ".o_searchview_facet:contains(Xã A1)" },
        { content: "it is shown with what lies above and below", trigger: node("Huyện A") },
        { trigger: node("Trường A1") },
        { trigger: ".o_hierarchy_button_add", run: "click" },
        { trigger: ".o_field_widget[name='name'] input", run: "edit Trạm Y tế A1" },
        ...select("[name='kind']", "School, station, centre"),
        ...choose(".o_field_widget[name='parent_id']", "Xã A1"),
        ...saved(),
        { trigger: ".alert-warning:contains(Nobody works for this unit)" },

        ...openMenu("configuration", "users"),
        { trigger: ".o_list_button_add, .o-kanban-button-new", run: "click" },
        { trigger: ".o_field_widget[name='name'] input", run: "edit New officer" },
        { trigger: ".o_field_widget[name='login'] input", run: "edit new_officer@example.com" },
        { trigger: ".nav-link[name='child_plan']", run: "click" },
        ...choose("[name='child_plan_unit_ids']", "Trạm Y tế A1"),
        { trigger: ".nav-link[name='access_rights']", run: "click" },
        ...select(
            ".o_field_widget[name='group_ids'] .o_inner_group:contains(Plans of the authority)",
            "Officer of a unit"
        ),
        ...saved(),
    ],
});

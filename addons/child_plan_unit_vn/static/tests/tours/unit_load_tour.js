import { registry } from "@web/core/registry";

const place = (name) => `.o_field_widget[name='place_ids'] :is(.o_data_row, .o_kanban_record):contains(${name})`;

/** A province is chosen and loaded with its communes and their bodies. */
registry.category("web_tour.tours").add("child_plan_unit_load", {
    steps: () => [
        { content: "places of today", trigger: place("tỉnh Lai Châu") },
        {
            content: "choose the province",
            trigger: `${place("tỉnh Lai Châu")} .o_field_boolean_toggle input`,
            run: "click",
        },
        { trigger: `${place("tỉnh Lai Châu")} .o_field_boolean_toggle input:checked` },
        {
            trigger: ".o_statusbar_buttons button[name='action_load'], .dropdown-menu button[name='action_load']",
            run: "click",
        },
        { content: "what was made", trigger: ".alert-success .o_field_widget[name='created']:contains(5)" },
        { trigger: "button[name='action_view_units']", run: "click" },
        { content: "the units of today", trigger: ".o_data_row, .o_kanban_record" },
    ],
});

import { registry } from "@web/core/registry";

// a row of the list, or a card on a phone
const place = (inside = "") =>
    [".o_data_row", ".o_kanban_record"].map((row) => `${row}:contains(tỉnh Lai Châu) ${inside}`.trim()).join(", ");

/** A province is chosen and loaded with its communes and their bodies. */
registry.category("web_tour.tours").add("child_plan_unit_load", {
    steps: () => [
        { content: "places of today", trigger: place() },
        { content: "choose the province", trigger: place(".o_field_boolean_toggle input"), run: "click" },
        { trigger: place(".o_field_boolean_toggle input:checked") },
        { trigger: "button[name='action_load']", run: "click" },
        { content: "what was made", trigger: ".alert-success .o_field_widget[name='created']:contains(5)" },
        { trigger: "button[name='action_view_units']", run: "click" },
        { content: "the units of today", trigger: ".o_data_row, .o_kanban_record" },
    ],
});

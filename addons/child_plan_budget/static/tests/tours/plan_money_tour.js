import { registry } from "@web/core/registry";
import { choose, dialogClosed } from "@child_plan/../tests/tours/steps";

/** The standing office notes where the money of a plan comes from; the sum is not known. */
registry.category("web_tour.tours").add("child_plan_money_of_plan", {
    steps: () => [
        { trigger: ".nav-link[name='money']", run: "click" },
        { trigger: ".o_field_widget[name='budget_line_ids'] .o_field_x2many_list_row_add a", run: "click" },
        ...choose(".modal [name='source_id']", "District"),
        { trigger: ".modal .o_form_button_save", run: "click" },
        dialogClosed,
        { trigger: ".o_form_view .o_form_button_save", run: "click" },
        { trigger: "button[name='action_view_budget']:contains(1)" },
    ],
});

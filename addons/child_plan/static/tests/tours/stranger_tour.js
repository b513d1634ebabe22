import { registry } from "@web/core/registry";
import { atHome, chip, hasRows, openMenu } from "./steps";

/** The standing office of another district sees nothing of this one's. */
registry.category("web_tour.tours").add("child_plan_stranger", {
    steps: () => [
        atHome,
        { trigger: ".o_child_plan_dashboard_empty" },
        ...openMenu("work"),
        { trigger: `.o_child_plan_work_list_view ${chip("all", 0)}` },
        hasRows(0),
        ...openMenu("plans", "plan"),
        { trigger: ".o_list_button_add" },
        hasRows(0),
        ...openMenu("plans", "assignment"),
        { trigger: `.o_child_plan_all_list_view ${chip("all", 0)}` },
        hasRows(0),
    ],
});

/**
 * The address of a plan that somebody sent leads to the list of what may be seen. The refusal is said in a dialog, which
 * the client closes again where the list comes after it; so only what is certain is asked for here.
 */
registry.category("web_tour.tours").add("child_plan_stranger_address", {
    steps: () => [
        hasRows(0),
        { trigger: "body:not(:contains(Secret plan)):not(:has(.o_form_view)):not(:has(.o_error_dialog))" },
    ],
});

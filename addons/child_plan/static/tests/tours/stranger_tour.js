import { registry } from "@web/core/registry";
import { chip, hasRows, openApp, openMenu } from "./steps";

/** The standing office of another district sees nothing of this one's. */
registry.category("web_tour.tours").add("child_plan_stranger", {
    steps: () => [
        ...openApp(),
        { trigger: chip("all", 0) },
        hasRows(0),
        ...openMenu("work"),
        { trigger: ".o_child_plan_strip:not(.o_child_plan_strip_board)" },
        { trigger: chip("all", 0) },
        hasRows(0),
        ...openMenu("plans", "plan"),
        { trigger: ".o_list_button_add" },
        hasRows(0),
        ...openMenu("plans", "assignment"),
        { trigger: chip("all", 0) },
        hasRows(0),
    ],
});

/** The address of a plan that somebody sent: a plain refusal, and the way to what may be seen. */
registry.category("web_tour.tours").add("child_plan_stranger_address", {
    steps: () => [
        { trigger: ".modal .modal-title:contains(Access Error), .o_notification:contains(access)" },
        { trigger: "body:not(:contains(Secret plan))" },
    ],
});

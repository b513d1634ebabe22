import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { TourPointer } from "@web_tour/js/tour_pointer/tour_pointer";
import { tourState } from "@web_tour/js/tour_state";

const PREFIX = "child_plan_guide_";

/** Roles by precedence for users who have several. Each role's guide, if any, is named after it. */
const ROLES = ["leader", "standing", "finance", "admin", "officer", "observer"];

/** Lead the user through the screens of the role: at each step a pointer explains what is shown and what to click. */
async function startGuide(env) {
    const roles = ROLES.filter((role) => registry.category("web_tour.tours").contains(PREFIX + role));
    const has = await Promise.all(roles.map((role) => user.hasGroup(`child_plan.child_plan_group_${role}`)));
    const role = roles[has.indexOf(true)];
    const name = role === "officer" && env.isSmall ? "officer_phone" : role;
    await env.services.tour_service.startTour(PREFIX + name, {
        mode: "manual",
        rainbowManMessage: _t("That was all. The guide can be started again from the menu at your name."),
    });
}

/** Show the text of a step at once: normally it needs a mouse over the pointer, which a phone lacks. */
patch(TourPointer.prototype, {
    get isOpen() {
        return tourState.getCurrentTour()?.startsWith(PREFIX) ? Boolean(this.content) : super.isOpen;
    },
});

registry.category("actions").add("child_plan.guide", (env) => startGuide(env));

registry.category("user_menuitems").add("child_plan_guide", (env) => ({
    type: "item",
    id: "child_plan_guide",
    hide: !env.services.menu.getApps().some((app) => app.xmlid === "child_plan.child_plan_menu_root"),
    description: _t("Quick guide"),
    callback: () => startGuide(env),
    sequence: 5,
}));

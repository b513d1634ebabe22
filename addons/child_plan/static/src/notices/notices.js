import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/** Notification preferences in the user menu, two clicks away from every screen. */
registry.category("user_menuitems").add("child_plan_notices", (env) => ({
    type: "item",
    id: "child_plan_notices",
    hide: !env.services.menu.getApps().some((app) => app.xmlid === "child_plan.child_plan_menu_root"),
    description: _t("My notices"),
    callback: () => env.services.action.doAction("child_plan.child_plan_res_users_action_my_notices"),
    sequence: 45,
}));

import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { allDrafts } from "./drafts";

/** What units write; dialogs of other records are gone with their tab. */
const OPENED = ["child.plan.assignment", "child.plan.milestone", "child.plan.report"];

/** Says at the start what was typed and never saved, and opens it. */
registry.category("services").add("child_plan.drafts", {
    dependencies: ["action", "notification"],
    start(_env, { action, notification }) {
        const drafts = allDrafts().filter(({ resModel, resId, sent }) => OPENED.includes(resModel) && resId && !sent);
        if (drafts.length) {
            browser.setTimeout(() => {
                const close = notification.add(_t("Typed and not saved yet:"), {
                    type: "warning",
                    sticky: true,
                    buttons: drafts.slice(0, 5).map(({ resModel, resId, name }) => ({
                        name: name || _t("Open"),
                        onClick: () => {
                            close();
                            action.doAction({
                                type: "ir.actions.act_window",
                                res_model: resModel,
                                res_id: resId,
                                views: [[false, "form"]],
                            });
                        },
                    })),
                });
            });
        }
    },
});

import { patch } from "@web/core/utils/patch";
import { ControlPanel } from "@web/search/control_panel/control_panel";

// Odoo hides the tabs of a record until a user has chosen some; those of a plan are shown at once.
patch(ControlPanel.prototype, {
    setup() {
        super.setup();
        const infos = this.state.embeddedInfos;
        if (
            infos.embeddedActions[0]?.parent_res_model === "child.plan" &&
            !this.embeddedActionsConfigHandler.hasEmbeddedActionsConfig()
        ) {
            infos.showEmbedded = true;
            infos.visibleEmbeddedActions = infos.embeddedActions.map((action) => action.id);
        }
    },
});

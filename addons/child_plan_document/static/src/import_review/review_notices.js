import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { Component } from "@odoo/owl";

/** What has to be known of the document as a whole: its plan, its twin, who signed it, how much was understood. */
export class ReviewNotices extends Component {
    static template = "child_plan_document.ReviewNotices";
    static props = { model: Object };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
    }

    /** How much of the document was understood, in words. */
    get understoodText() {
        const percent = Math.floor(100 * this.props.model.understood);
        if (percent >= 98) {
            return _t("The whole document was understood.");
        }
        if (percent >= 90) {
            return _t("Nearly all of the document was understood (%s).", `${percent} %`);
        }
        if (percent >= 70) {
            return _t("Most of the document was understood (%s): look at “Other text” too.", `${percent} %`);
        }
        return _t("Only %s of the document was understood: compare it with the paper, part by part.", `${percent} %`);
    }

    /** Who signed a document that is not of the own authority. */
    get signedText() {
        const { of_superior, printed_issuer } = this.props.model.head;
        return of_superior
            ? _t("A plan of %s, carried out here: what it gives to others is left out.", printed_issuer)
            : _t("Signed by %s. If you carry it out, keep your own tasks only.", printed_issuer);
    }

    openPlan() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "child.plan",
            res_id: this.props.model.head.plan[0],
            views: [[false, "form"]],
        });
    }

    async openReading(id) {
        await this.action.doAction(await this.orm.call("child.plan.import", "action_review", [id]));
    }

    async setAside() {
        await this.orm.call("child.plan.import", "action_cancel", [this.props.model.importId]);
        await this.openReading(this.props.model.head.twin[0]);
    }
}

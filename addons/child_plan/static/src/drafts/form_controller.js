import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useBus } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";
import { onWillUnmount, useEffect, useExternalListener, useState } from "@odoo/owl";
import { draftOf, dropDraft, whenBack } from "./drafts";
import { keepDraftOf, keyOf } from "./form_drafts";
import { applyPending, freshValues, pendingIn, withoutSavedRows } from "./record_draft";

const WORDS = ["char", "text"];
const NOT_SAVED = {
    lost: _t("Not saved yet: the server cannot be reached. What you typed is kept in this browser."),
    expired: _t("Not saved yet: the session is over. What you typed is kept in this browser: log in again."),
};

export function whenKept(at) {
    return formatDateTime(deserializeDateTime(new Date(at).toISOString().slice(0, 19).replace("T", " ")));
}

/**
 * The forms of this product keep what is typed, see `drafts.js`: a bar says that it is not saved yet and why; it is sent
 * when the line is back, and offered again when the form is opened after a lost tab or session.
 */
patch(FormController.prototype, {
    setup() {
        super.setup();
        this.keptDraft = useState({ why: "", at: "", contested: "" });
        if (!this.props.resModel.startsWith("child.plan")) {
            return;
        }
        let stopWaiting = () => {};
        onWillUnmount(() => stopWaiting());
        useBus(this.model.bus, "CHILD_PLAN_UNREACHABLE", ({ detail: { why, save } }) => {
            this.keptDraft.why = why;
            this.sendsDraft ||= save;
            if (save) {
                this.model.notification.add(NOT_SAVED[why], { type: "warning" }); // the bar may be out of sight
            }
            if (why === "lost") {
                stopWaiting = whenBack(() => this.sendDraft());
            }
        });
        useBus(this.model.bus, "CHILD_PLAN_SAVED", () => this.forgetBar());
        useEffect(
            () => {
                this.restoreDraft();
            },
            () => [this.model.root.id, this.model.root.resId]
        );
        // Words that are still being typed are kept, too, in case the machine stops before the field is left.
        useExternalListener(window, "input", (ev) => this.keepTyping(ev.target));
    },

    forgetBar() {
        Object.assign(this.keptDraft, { why: "", at: "", contested: "" });
    },

    keepTyping(input) {
        const widget = this.rootRef.el?.contains(input) && input.closest(".o_field_widget[name]");
        const name = widget && widget.getAttribute("name");
        const record = this.model.root;
        if (
            name &&
            WORDS.includes(record.fields[name]?.type) &&
            !widget.parentElement.closest(".o_field_widget[name]")
        ) {
            keepDraftOf(record, { [name]: input.value });
        }
    },

    async restoreDraft() {
        const record = this.model.root;
        const key = keyOf(record);
        const kept = draftOf(key);
        if (!kept || record.dirty) {
            return;
        }
        const draft = await withoutSavedRows(record, kept);
        const pending = pendingIn(record, draft, await freshValues(record, draft));
        if (record !== this.model.root || record.dirty) {
            return;
        }
        if (!Object.keys({ ...pending.values, ...pending.lists }).length) {
            if (Object.keys(draft.typed).every((name) => name in record.activeFields && !record._isReadonly(name))) {
                dropDraft(key); // the server has it
            }
            return;
        }
        this.pendingDraft = pending;
        this.keptDraft.at = whenKept(draft.at);
        this.keptDraft.contested = pending.contested.join(", ");
        if (!pending.contested.length) {
            await this.takeDraft();
        }
    },

    async takeDraft() {
        const pending = this.pendingDraft;
        this.pendingDraft = null;
        this.keptDraft.contested = "";
        this.keptDraft.why = "restored";
        await applyPending(this.model.root, pending);
        if (!(await this.model.root.isDirty())) {
            this.forgetBar();
        }
    },

    async dropKeptDraft() {
        dropDraft(keyOf(this.model.root));
        this.forgetBar();
        await this.model.root.discard();
    },

    /** The server answers again: send what could not be saved. */
    async sendDraft() {
        const sends = this.sendsDraft;
        this.sendsDraft = false;
        if (!sends) {
            this.forgetBar();
        } else if (this.pressed) {
            // what the button does was not done, and whether it still should be is for the person to say
            this.forgetBar();
            this.model.notification.add(_t("The server can be reached again: press the button once more."), {
                type: "warning",
                sticky: true,
            });
        } else if (await this.model.root.save()) {
            this.model.notification.add(_t("What you typed has been saved."), { type: "success" });
        }
    },

    async beforeExecuteActionButton(clickParams) {
        if (clickParams.special === "cancel") {
            dropDraft(keyOf(this.model.root));
        }
        const saved = await super.beforeExecuteActionButton(...arguments);
        this.pressed = saved === false && clickParams.special !== "save";
        return saved;
    },

    async discard() {
        dropDraft(keyOf(this.model.root));
        this.forgetBar();
        return super.discard(...arguments);
    },
});

import { browser } from "@web/core/browser/browser";
import { Record } from "@web/model/relational_model/record";
import { patch } from "@web/core/utils/patch";
import { draftKey, dropDraft, keepDraft, unreachable } from "./drafts";
import { savedIn, typedIn } from "./record_draft";

/** Whether `record` stands in a form of this product, as its main record or in one of its lists. */
function inOurForm({ model }) {
    return Boolean(model.root?.resModel?.startsWith("child.plan") && model.config.isMonoRecord);
}

/** Dialogs for new records are told apart by what they are opened for. */
export function keyOf(record) {
    const defaults = Object.entries(record.context).filter(([name]) => name.startsWith("default_"));
    return draftKey(record.resModel, record.resId || `new${JSON.stringify(defaults.sort())}`);
}

patch(Record.prototype, {
    /** What was typed stays when the server cannot be asked what follows from it; Odoo would take it back. */
    async _getOnchangeValues() {
        try {
            return await super._getOnchangeValues(...arguments);
        } catch (error) {
            const why = inOurForm(this) && unreachable(error);
            if (!why) {
                throw error;
            }
            this.model.bus.trigger("CHILD_PLAN_UNREACHABLE", { why });
            return {};
        }
    },

    /** No answer of the server overwrites words that were typed in this form. */
    _applyChanges(changes, serverChanges = {}) {
        if (inOurForm(this)) {
            this.childPlanTyped ||= new Set();
            Object.keys(changes).forEach((name) => this.childPlanTyped.add(name));
            const kept = Object.keys(serverChanges).filter(
                (name) => this.childPlanTyped.has(name) && ["char", "text"].includes(this.fields[name].type)
            );
            if (kept.length) {
                serverChanges = Object.fromEntries(
                    Object.entries(serverChanges).filter(([name]) => !kept.includes(name))
                );
            }
        }
        return super._applyChanges(changes, serverChanges);
    },

    async _update() {
        const result = await super._update(...arguments);
        if (inOurForm(this)) {
            keepDraftOf(this.model.root);
        }
        return result;
    },

    /**
     * A save that does not reach the server leaves the form as it is, and is tried again by the form. A save by beacon,
     * when the tab is closed, may get lost without a word: its draft stays until the form is opened the next time. Where
     * the server was not reached before, a beacon would not arrive either.
     */
    async _save(options = {}) {
        if (!inOurForm(this) || this !== this.model.root) {
            return super._save(...arguments);
        }
        if (this.model._urgentSave) {
            keepDraftOf(this, {}, !this.childPlanUnreached && browser.navigator.onLine);
            return this.childPlanUnreached || super._save(...arguments);
        }
        const hasChanges = Boolean(Object.keys(typedIn(this)).length); // none after a beacon, whether it arrived or not
        const key = keyOf(this); // a new record has another one once it is saved
        try {
            const saved = await super._save(this.keepingWords(options));
            if (saved && hasChanges) {
                this.forgetDraft(key);
            }
            return saved;
        } catch (error) {
            if (!this.wasUnreachable(error)) {
                throw error;
            }
            return false;
        }
    },

    keepingWords({ onError, ...options }) {
        const handled = (error, ...rest) => !this.wasUnreachable(error) && onError(error, ...rest);
        return onError ? { ...options, onError: handled } : options;
    },

    /** Keep what is typed if `error` says that the server could not be asked; return why. */
    wasUnreachable(error) {
        const why = unreachable(error);
        this.childPlanUnreached = Boolean(why);
        if (why) {
            keepDraftOf(this);
            this.model.bus.trigger("CHILD_PLAN_UNREACHABLE", { why, save: true });
        }
        return why;
    },

    forgetDraft(key) {
        this.childPlanTyped = undefined;
        this.childPlanUnreached = false;
        dropDraft(key);
        this.model.bus.trigger("CHILD_PLAN_SAVED");
    },
});

/**
 * Keep what is typed in the main record of a form.
 *
 * @param {Object} [raw] words that are still being typed, by field
 * @param {boolean} [sent] it was sent without waiting for an answer
 */
export function keepDraftOf(record, raw = {}, sent = false) {
    const typed = { ...typedIn(record), ...raw };
    if (Object.keys(typed).length) {
        const { resModel, resId } = record;
        const name = record.data.display_name || record.data.name || "";
        keepDraft(keyOf(record), { resModel, resId, name, sent, typed, saved: savedIn(record, Object.keys(typed)) });
    }
}

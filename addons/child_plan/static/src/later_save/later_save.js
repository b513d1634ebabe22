import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { patch } from "@web/core/utils/patch";
import { Record } from "@web/model/relational_model/record";
import { parseServerValue } from "@web/model/relational_model/utils";
import { Component, useState } from "@odoo/owl";

const OPENED = "child_plan_opened";
const COMPARED = [
    "char",
    "text",
    "html",
    "integer",
    "float",
    "monetary",
    "boolean",
    "date",
    "datetime",
    "selection",
    "many2one",
];

/** Both versions of values that another person changed while the record was open, to choose from. */
export class ChangedMeanwhileDialog extends Component {
    static template = "child_plan.ChangedMeanwhileDialog";
    static components = { Dialog };
    static props = { changed: Array, onChosen: Function, close: Function };

    title = _t("Changed by another person meanwhile");

    setup() {
        this.state = useState({ chosen: this.props.changed.map(() => null) });
    }

    get isComplete() {
        return this.state.chosen.every(Boolean);
    }

    by(change) {
        return _t("%(name)s, %(time)s", { name: change.by, time: change.at });
    }

    save() {
        this.props.onChosen(this.props.changed.filter((change, index) => this.state.chosen[index] === "theirs"));
        this.props.close();
    }
}

export const isChangedMeanwhile = (error) => (error.exceptionName || "").endsWith(".later_save.ChangedMeanwhile");

/** Ask for each of `changed` which version counts: those of the other person, or null if the user goes on writing. */
export function askWhich(dialog, changed) {
    return new Promise((resolve) => {
        dialog.add(ChangedMeanwhileDialog, { changed, onChosen: resolve }, { onClose: () => resolve(null) });
    });
}

/** What the user had opened of the values in `changes`; of the lines of a form, too. */
function opened(record, changes) {
    const values = {};
    for (const [name, value] of Object.entries(changes)) {
        const { type } = record.fields[name];
        if (COMPARED.includes(type)) {
            values[name] = record._formatServerValue(type, record._values[name]);
        } else if (["one2many", "many2many"].includes(type)) {
            const lines = {};
            for (const [command, id, change] of value) {
                const line = command === 1 && record.data[name]._cache[id];
                if (line) {
                    lines[id] = opened(line, change);
                }
            }
            values[name] = lines;
        }
    }
    return values;
}

/** The record or line of which a change speaks. */
function find(record, { model, id }) {
    if (record.resModel === model && record.resId === id) {
        return record;
    }
    for (const [name, { type }] of Object.entries(record.fields)) {
        if (["one2many", "many2many"].includes(type) && record.data[name]) {
            const line = record.data[name].resModel === model && record.data[name]._cache[id];
            if (line) {
                return line;
            }
        }
    }
    return null;
}

/** Saves to our models say what was opened; the server refuses to overwrite what it does not find any more. */
patch(Record.prototype, {
    _getChanges(changes, options = {}) {
        const result = super._getChanges(...arguments);
        if (this.childPlanSaves && !options.withReadonly && Object.keys(result).length) {
            result[OPENED] = opened(this, result);
        }
        return result;
    },

    async _save(options = {}) {
        // A page that is being closed cannot ask: there the later save counts, and the journal keeps the earlier words.
        if (!this.resId || !this.resModel.startsWith("child.plan") || this.model._urgentSave) {
            return super._save(options);
        }
        const onError = async (error, callbacks) => {
            if (!isChangedMeanwhile(error)) {
                if (options.onError) {
                    return options.onError(error, callbacks);
                }
                if (!this.isInEdition) {
                    await this._load({});
                }
                throw error;
            }
            const { changed } = error.data.context;
            const theirs = await askWhich(this.model.dialog, changed);
            if (!theirs) {
                return false;
            }
            for (const change of changed) {
                const record = find(this, change);
                const field = record.fields[change.field];
                const linked = field.type === "many2one" && change.theirs;
                const value = linked ? { id: linked, display_name: change.their_words } : change.theirs;
                record._values[field.name] = parseServerValue(field, value);
                if (theirs.includes(change)) {
                    record._applyChanges({ [field.name]: record._values[field.name] });
                }
            }
            return this._save(options);
        };
        this.childPlanSaves = true;
        const saving = super._save({ ...options, onError }); // collects the changes before it waits
        this.childPlanSaves = false;
        return saving;
    },
});

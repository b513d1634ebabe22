import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Mutex } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, onWillStart, onWillUnmount, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { draftKey, draftOf, dropDraft, keepDraft, unreachable, whenBack } from "@child_plan/drafts/drafts";
import { useKeptTyping } from "@child_plan/drafts/typing";
import { numberProblem, parseEdited, parseNumber, UnclearNumberError } from "@child_plan/numbers/numbers";
import { askWhich, isChangedMeanwhile } from "../later_save/later_save";
import { figure, share } from "./figures";

/** The cells of a row from left to right, in the order in which they are pasted. */
const CELLS = ["numerator", "denominator"];

/**
 * The figures of a report, filled in by keyboard: Enter and the arrows move up and down, Tab moves right, a block
 * copied from Excel fills the cells from the current one on. Last period's figures and the targets are shown beside; a
 * doubtful cell says why. Entries are saved when the row is left, a pasted block at once; until the server has them, the
 * browser keeps them. A number that can be read in two ways is asked about at its cell.
 */
export class ReportGrid extends Component {
    static template = "child_plan.ReportGrid";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.table = useRef("table");
        // one request at a time: an answer that comes late must not replace what a later one said
        this.mutex = new Mutex();
        this.changes = new Map();
        this.opened = {}; // {id of the row: {cell: its value before the changes}}
        this.state = useState({ grid: null, failed: "", saving: false, asked: {} });
        this.stopWaiting = () => {};
        useKeptTyping();
        onWillUnmount(() => this.stopWaiting());
        onWillStart(() => this.load(this.props.record));
        onWillUpdateProps(({ record }) => {
            if (record !== this.props.record || record.data.state !== this.shown || !this.changes.size) {
                return this.load(record);
            }
            return null;
        });
        // The form's buttons wait until the entries are saved.
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) => {
            detail.proms.push(this.save(false));
        });
    }

    async load(record) {
        this.shown = record.data.state;
        if (record.resId && record.data.state !== "expected") {
            await this.mutex.exec(async () => {
                this.state.grid = await this.call(record, "get_grid");
            });
            this.takeDraft(record);
        }
    }

    get draftKey() {
        return draftKey("child.plan.report.grid", this.props.record.resId);
    }

    /** Fill in what was typed and never saved; the next save sends it. */
    takeDraft(record) {
        const draft = draftOf(draftKey("child.plan.report.grid", record.resId));
        const rows = new Map(this.state.grid.rows.map((row) => [row.id, row]));
        for (const typed of draft?.rows || []) {
            const row = this.state.grid.editable && rows.get(typed.id);
            const values = { ...typed };
            delete values.id;
            if (row && Object.keys(values).some((name) => (row[name] ?? "") !== (values[name] ?? ""))) {
                this.change(row, values);
                this.state.failed = _t("Not saved yet: what you typed before is back in the table.");
            }
        }
        if (draft && !this.changes.size) {
            dropDraft(draftKey("child.plan.report.grid", record.resId));
        }
    }

    keep(changes = this.changes) {
        const { resModel, resId, data } = this.props.record;
        keepDraft(this.draftKey, { resModel, resId, name: data.display_name || "", rows: [...changes.values()] });
    }

    /** Keep a cell that is still being typed in; it counts when it is left. */
    onInput(row, name, text) {
        let number = text;
        if (name !== "note") {
            try {
                number = parseNumber(text);
            } catch {
                return;
            }
        }
        const rows = new Map(this.changes);
        rows.set(row.id, { ...rows.get(row.id), [name]: number, id: row.id });
        this.keep(rows);
    }

    call(record, method, ...args) {
        return this.orm.call("child.plan.report", method, [[record.resId], ...args]);
    }

    labels = {
        last: _t("Last period"),
        numerator: _t("Numerator or number"),
        denominator: _t("Denominator"),
        value: _t("This period"),
        target: _t("Target"),
        no_data: _t("No figure"),
        note: _t("Explanation"),
    };
    figure = figure;
    share = share;

    text(row, name) {
        const asked = this.asked(row, name);
        if (asked) {
            return asked.text;
        }
        const changed = this.changes.get(row.id)?.[name];
        const value = changed === undefined ? row[name] : changed;
        return name === "note" ? value : figure(value);
    }

    /** @returns {boolean} whether the cell `name` of `row` can be filled in */
    isOpen(row, name) {
        return this.state.grid.editable && !row.compiled && (name !== "denominator" || row.ratio);
    }

    onChange(row, name, value) {
        try {
            this.change(row, { [name]: parseEdited(value, this.text(row, name)) });
        } catch (error) {
            this.ask(row, name, value, error);
        }
    }

    /** Leave a text that is no number, or could be two, in its cell, and say so there. */
    ask(row, name, text, error) {
        const readings = error instanceof UnclearNumberError ? error.readings : [];
        this.state.asked[`${row.id}-${name}`] = { text, problem: numberProblem(text, error), readings };
    }

    asked(row, name) {
        return this.state.asked[`${row.id}-${name}`];
    }

    answer(row, name, number) {
        this.change(row, { [name]: number });
        return this.save();
    }

    change(row, values) {
        Object.keys(values).forEach((name) => delete this.state.asked[`${row.id}-${name}`]);
        const before = Object.fromEntries(Object.keys(values).map((name) => [name, row[name]]));
        this.opened[row.id] = { ...before, ...this.opened[row.id] };
        Object.assign(row, values);
        if (values.numerator !== undefined && values.numerator !== null) {
            row.no_data = false;
        }
        this.changes.set(row.id, { ...this.changes.get(row.id), ...values, id: row.id });
        this.keep();
    }

    /** Leaving a row saves it. */
    onFocusout(ev) {
        const row = ev.target.closest("tr");
        if (row && !row.contains(ev.relatedTarget)) {
            this.save();
        }
    }

    /** Save all entries, after those that are on their way; with `reload`, the form then shows what is still missing. */
    async save(reload = true) {
        const saved = await this.mutex.exec(() => this.send(!reload));
        if (saved && reload) {
            await this.reload();
        }
    }

    /**
     * Send the entries in one request. What the server did not take is kept for the next one.
     *
     * @param {boolean} strict whether an error is thrown, beside being shown
     * @returns {Promise<boolean>} whether anything was saved
     */
    async send(strict) {
        while (this.changes.size && this.state.grid?.editable) {
            const rows = [...this.changes.values()];
            const opened = this.opened;
            this.changes.clear();
            this.opened = {};
            this.state.saving = true;
            try {
                this.state.grid = await this.call(this.props.record, "save_grid", rows, opened);
            } catch (error) {
                this.onNotSaved(rows, opened, error);
                if (isChangedMeanwhile(error) && (await this.choose(error.data.context.changed))) {
                    continue;
                }
                if (strict) {
                    throw error;
                }
                return false;
            } finally {
                this.state.saving = false;
            }
            this.state.failed = "";
            if (this.changes.size) {
                this.keep();
            } else {
                dropDraft(this.draftKey);
            }
            return true;
        }
        return false;
    }

    /** Show what follows from the figures that were saved: save the form, or read it anew. */
    async reload() {
        const { record } = this.props;
        if (await record.isDirty()) {
            await record.save();
            return;
        }
        try {
            await record.load();
        } catch (error) {
            if (!unreachable(error)) {
                throw error; // else the figures are saved, only what follows from them is not read yet
            }
        }
    }

    /** Let the user choose between the own figures and those saved meanwhile; false if they do not. */
    async choose(changed) {
        const theirs = await askWhich(this.dialog, changed);
        for (const { id, field, theirs: value } of theirs ? changed : []) {
            this.opened[id][field] = value;
        }
        for (const { id, field, theirs: value } of theirs || []) {
            this.changes.set(id, { ...this.changes.get(id), [field]: value });
        }
        return theirs;
    }

    /** The entries are kept, to be saved again: by the button, or when the server answers again. */
    onNotSaved(rows, opened, error) {
        for (const [id, cells] of Object.entries(opened)) {
            this.opened[id] = { ...this.opened[id], ...cells };
        }
        rows.forEach((row) => this.changes.set(row.id, { ...row, ...this.changes.get(row.id) }));
        const why = unreachable(error);
        this.state.failed = why
            ? _t("Not saved yet: the server cannot be reached. What you typed is kept in this browser.")
            : error.data?.message || error.message;
        if (why === "lost") {
            this.stopWaiting = whenBack(() => this.save());
        }
    }

    onKeydown(ev) {
        if (ev.key === "Tab" && this.isMended(ev.target)) {
            // the question and its buttons go away as the cell is left: the next cell, not they, gets the focus
            const inputs = [...this.table.el.querySelectorAll("input")];
            const next = inputs[inputs.indexOf(ev.target) + (ev.shiftKey ? -1 : 1)];
            if (next) {
                ev.preventDefault();
                next.focus();
                next.select();
            }
            return;
        }
        const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[ev.key];
        if (step && ev.target.dataset.cell) {
            ev.preventDefault();
            const inputs = this.column(ev.target.dataset.cell);
            const next = inputs[inputs.indexOf(ev.target) + step];
            next?.focus();
            next?.select?.();
        }
    }

    /** Whether a cell about which a question stands now holds a number that is clear. */
    isMended(input) {
        if (!input.nextElementSibling?.classList.contains("o_child_plan_grid_asked")) {
            return false;
        }
        try {
            parseNumber(input.value);
            return true;
        } catch {
            return false;
        }
    }

    column(name) {
        return [...this.table.el.querySelectorAll(`input[data-cell='${name}']`)];
    }

    /** Paste a block of cells as Excel puts it on the clipboard: rows by lines, cells by tabs. */
    onPaste(ev, row, name) {
        const text = ev.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
        if (!/[\t\n]/.test(text)) {
            return null;
        }
        ev.preventDefault();
        const { rows } = this.state.grid;
        const first = rows.indexOf(row);
        const wrong = [];
        text.split(/\r?\n/).forEach((line, down) => {
            const target = rows[first + down];
            line.split("\t").forEach((value, right) => {
                const cell = CELLS[CELLS.indexOf(name) + right];
                if (target && cell && value.trim() && this.isOpen(target, cell)) {
                    try {
                        this.change(target, { [cell]: parseNumber(value) });
                    } catch (error) {
                        this.ask(target, cell, value.trim(), error);
                        wrong.push(value.trim());
                    }
                }
            });
        });
        if (wrong.length) {
            this.notification.add(_t("Not taken over: %s", wrong.join(", ")), { type: "warning" });
        }
        return this.save();
    }

    onNoData(row, checked) {
        this.change(row, checked ? { no_data: true, numerator: null, denominator: null } : { no_data: false });
        return this.save();
    }

    onNote(row, note) {
        this.change(row, { note });
    }

    problemText(row) {
        return row.problems.join(" ");
    }

    base(row) {
        return _t("%(reported)s of %(expected)s reports, %(in_time)s in time", row);
    }
}

registry.category("view_widgets").add("child_plan_report_grid", {
    component: ReportGrid,
    fieldDependencies: [{ name: "state", type: "selection" }],
});

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus, useService } from "@web/core/utils/hooks";
import { parseFloat } from "@web/views/fields/parsers";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, onWillStart, onWillUpdateProps, useRef, useState } from "@odoo/owl";
import { askWhich, isChangedMeanwhile } from "../later_save/later_save";
import { figure, share } from "./figures";

/** The cells of a row from left to right, in the order in which they are pasted. */
const CELLS = ["numerator", "denominator"];

/**
 * The figures of a report, filled in by keyboard: Enter and the arrows move up and down, Tab moves right, a block
 * copied from Excel fills the cells from the current one on. Last period's figures and the targets are shown beside; a
 * doubtful cell says why. Entries are saved when the row is left, a pasted block at once.
 */
export class ReportGrid extends Component {
    static template = "child_plan.ReportGrid";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.table = useRef("table");
        this.keepLast = new KeepLast();
        this.changes = new Map();
        this.opened = {}; // {id of the row: {cell: its value before the changes}}
        this.state = useState({ grid: null, failed: "", saving: false });
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
            this.state.grid = await this.keepLast.add(this.call(record, "get_grid"));
        }
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
        const changed = this.changes.get(row.id)?.[name];
        return changed === undefined ? figure(row[name]) : figure(changed);
    }

    /** @returns {boolean} whether the cell `name` of `row` can be filled in */
    isOpen(row, name) {
        return this.state.grid.editable && !row.compiled && (name !== "denominator" || row.ratio);
    }

    onChange(row, name, value) {
        let number = null;
        try {
            number = value.trim() ? parseFloat(value.trim()) : null;
        } catch {
            this.notification.add(_t("“%s” is not a number.", value), { type: "danger" });
            this.state.grid = { ...this.state.grid };
            return;
        }
        this.change(row, { [name]: number });
    }

    change(row, values) {
        const before = Object.fromEntries(Object.keys(values).map((name) => [name, row[name]]));
        this.opened[row.id] = { ...before, ...this.opened[row.id] };
        Object.assign(row, values);
        if (values.numerator !== undefined && values.numerator !== null) {
            row.no_data = false;
        }
        this.changes.set(row.id, { ...this.changes.get(row.id), ...values, id: row.id });
    }

    /** Leaving a row saves it. */
    onFocusout(ev) {
        const row = ev.target.closest("tr");
        if (row && !row.contains(ev.relatedTarget)) {
            this.save();
        }
    }

    /** Save all entries in one request; with `reload`, the form then shows what is still missing. */
    async save(reload = true) {
        if (!this.changes.size || !this.state.grid?.editable) {
            return;
        }
        const rows = [...this.changes.values()];
        this.changes.clear();
        this.state.saving = true;
        try {
            this.state.grid = await this.keepLast.add(
                this.call(this.props.record, "save_grid", rows, this.opened)
            );
            this.opened = {};
            this.state.failed = "";
        } catch (error) {
            // The entries are kept, to be saved again.
            rows.forEach((row) => this.changes.set(row.id, { ...row, ...this.changes.get(row.id) }));
            this.state.failed = error.data?.message || _t("Not saved: the connection is down.");
            if (isChangedMeanwhile(error) && (await this.choose(error.data.context.changed))) {
                return this.save(reload);
            }
            if (!reload) {
                throw error;
            }
            return;
        } finally {
            this.state.saving = false;
        }
        if (reload) {
            const { record } = this.props;
            await ((await record.isDirty()) ? record.save() : record.load());
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

    onKeydown(ev) {
        const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[ev.key];
        if (step && ev.target.dataset.cell) {
            ev.preventDefault();
            const inputs = this.column(ev.target.dataset.cell);
            const next = inputs[inputs.indexOf(ev.target) + step];
            next?.focus();
            next?.select?.();
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
                        this.change(target, { [cell]: parseFloat(value.trim()) });
                    } catch {
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

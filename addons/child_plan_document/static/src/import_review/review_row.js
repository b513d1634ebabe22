import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { Component, useEffect, useRef } from "@odoo/owl";
import { useKeptTyping } from "@child_plan/drafts/typing";
import { ReviewAgain, readings } from "./review_again";
import { OF_PLAN, TASKS } from "./review_model";
import { ReviewUnit } from "./review_unit";

const SIGNS = { ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=" };

/** One item: its wording and facts; mended in place. */
export class ReviewRow extends Component {
    static template = "child_plan_document.ReviewRow";
    static components = { DateTimeInput, RecordSelector, ReviewUnit };
    static props = {
        line: Object,
        model: Object,
        selected: Boolean,
        marked: Boolean,
        unitKnown: Boolean,
        editing: { optional: true },
        onSelect: Function,
        onEdit: Function,
        onLeave: Function,
        onMerge: Function,
        onDrop: Function,
        onMark: Function,
        onMarkBlock: Function,
    };

    setup() {
        this.dialog = useService("dialog");
        this.text = useRef("text");
        useKeptTyping();
        useAutofocus({ refName: "text" });
        useAutofocus({ refName: "reason" });
        this.root = useRef("root");
        // the next letters are for the list of units, no commands
        useEffect(
            (what) => {
                if (what === "unit") {
                    this.root.el.querySelector(".o_child_plan_unit_edit select, .o_child_plan_unit_edit input")?.focus();
                }
            },
            () => [this.what]
        );
    }

    get line() {
        return this.props.line;
    }

    get labels() {
        return this.props.model.labels;
    }

    get isTask() {
        return TASKS.includes(this.line.kind);
    }

    get becomesSomething() {
        return OF_PLAN.includes(this.line.kind);
    }

    get isBlock() {
        return ["unit", "heading"].includes(this.line.kind);
    }

    /** A task for which no unit is known. */
    get isHomeless() {
        const { state, change } = this.line;
        return this.isTask && state !== "dropped" && change !== "removed" && !this.name?.units.length;
    }

    get isOpen() {
        return this.props.model.isOpen;
    }

    /** The unit is said in the row of the block itself, and where a task's unit is not that of its block. */
    get showsUnit() {
        return this.line.kind === "unit" || (this.isTask && (!this.props.unitKnown || this.what === "unit"));
    }

    get what() {
        return this.props.editing?.what;
    }

    get name() {
        return this.props.model.nameOf(this.line);
    }

    get coordinating() {
        return this.props.model.names.filter((name) => this.line.coordinating.includes(name.id));
    }

    get watching() {
        return this.props.model.names.filter((name) => this.line.watching.includes(name.id));
    }

    /** What has a place on the paper can be read again; a workbook's rows say what they are. */
    get mayReadAgain() {
        return this.line.end > this.line.start && this.props.model.head.kind !== "xlsx";
    }

    get readings() {
        return readings();
    }

    readAgain(select) {
        const said = select.value;
        select.value = "";
        if (said) {
            this.dialog.add(ReviewAgain, { model: this.props.model, line: this.line, said });
        }
    }

    /** Facts in words, each short. */
    get facts() {
        const { line, labels } = this;
        return [
            line.role === "coordinate" && labels.role.coordinate,
            this.dueText,
            labels.recurrence[line.recurrence],
            ...(line.kind === "target" ? [this.aim, line.year && String(line.year)] : []),
            labels.source_kind[line.source_kind],
            labels.frequency[line.frequency],
            line.recipient && _t("to %s", line.recipient),
            line.deliverable && _t("Product: %s", line.deliverable),
        ].filter(Boolean);
    }

    get dueText() {
        const { line } = this;
        if (line.due_on && line.kind !== "basis") {
            const day = formatDate(deserializeDate(line.due_on));
            return line.due_kind === "before" ? _t("before %s", day) : day;
        }
        if (!line.due_day) {
            return "";
        }
        const day = line.due_month ? `${line.due_day}/${line.due_month}` : _t("day %s", line.due_day);
        return line.due_kind === "before" ? _t("before %s", day) : day;
    }

    get aim() {
        const { line, labels } = this;
        const unit = line.uom === "count" ? "" : labels.uom[line.uom] || "";
        const value = formatFloat(line.value, { digits: [16, 4], trailingZeros: false });
        return `${SIGNS[line.comparator] || ""} ${value} ${unit}`.trim();
    }

    get kinds() {
        return Object.entries(this.labels.kind);
    }

    /** The fields of the row's kind, each a select or an input. */
    get fields() {
        const { labels } = this;
        const choice = (name, label) => ({ name, label, options: Object.entries(labels[name]) });
        const byKind = {
            task: [
                choice("role", _t("Role")),
                choice("recurrence", _t("Comes again")),
                { name: "deliverable", label: _t("Product") },
            ],
            target: [
                choice("comparator", _t("Sign")),
                { name: "value", label: _t("Value"), number: true },
                choice("uom", _t("Measure")),
                { name: "year", label: _t("Year"), number: true },
            ],
            funding: [choice("source_kind", _t("Source"))],
            report: [
                choice("frequency", _t("How often")),
                { name: "due_day", label: _t("Day"), number: true },
                { name: "due_month", label: _t("Month"), number: true },
                { name: "recipient", label: _t("To whom") },
            ],
            basis: [{ name: "number", label: _t("Number and symbol") }],
        };
        byKind.activity = byKind.task;
        return byKind[this.line.kind] || [];
    }

    get hasDay() {
        return this.isTask || ["report", "basis"].includes(this.line.kind);
    }

    get day() {
        return this.line.due_on ? deserializeDate(this.line.due_on) : false;
    }

    set(name, value, number) {
        const clean = number ? Number(String(value).replace(",", ".")) || 0 : value || false;
        if (clean !== this.line[name]) {
            this.props.model.edit(this.line, { [name]: clean });
        }
    }

    setDay(day) {
        this.set("due_on", day ? serializeDate(day) : false);
    }

    giveTo(nameId) {
        if (nameId) {
            this.props.model.assign(this.line, { nameId: Number(nameId) });
        }
    }

    /** Save the wording first, then cut it where the cursor stands. */
    async split() {
        const area = this.text.el;
        const at = area.selectionStart;
        if (area.value !== this.line.text) {
            await this.props.model.edit(this.line, { text: area.value });
        }
        await this.props.model.split(this.line, at);
        this.props.onLeave();
    }

    onTextKeydown(ev) {
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            this.split();
        } else if (ev.key === "Enter" && !ev.shiftKey) {
            ev.preventDefault();
            ev.target.blur();
            this.props.onLeave();
        }
    }
}

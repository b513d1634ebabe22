import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component } from "@odoo/owl";
import { useServerPage } from "@child_plan/server_page/server_page";
import { statusClass } from "@child_plan/status/status";
import { WIDTH, byMonth, layOut, place, shorten, ticks } from "./axis";
import { SITUATIONS, inWords, worst } from "./marks";
import { WhatIf } from "./what_if";

const ZOOMS = { month: _t("Month"), quarter: _t("Quarter"), year: _t("Year") };
const STEP = { month: { months: 1 }, quarter: { months: 3 }, year: { years: 1 } };
const YEARS = 4; // years offered before and after the current one

/**
 * Plans, milestones, deadlines and extensions on a time axis. One request returns everything that is drawn; every mark
 * opens its records. On a narrow screen, or by choice, the same is shown as a list by month.
 */
export class Timeline extends Component {
    static template = "child_plan.Timeline";
    static components = { RecordSelector };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.names = useService("name");
        this.width = WIDTH;
        this.zooms = ZOOMS;
        this.situations = SITUATIONS;
        const plan = this.props.action.context.child_plan_timeline_plan_id || false;
        const filters = { zoom: "quarter", group: "plan", plan_id: plan, unit_id: false };
        const initial = { filters, view: { list: this.env.isSmall } };
        Object.assign(
            this,
            useServerPage("child.plan.timeline", initial, (page) => this.prepare(page))
        );
    }

    /** Lay the page out, and register the names of the filters' records, so that no further request asks for them. */
    prepare({ unit, plan, ...page }) {
        for (const [model, record] of [
            ["child.plan.unit", unit],
            ["child.plan", plan],
        ]) {
            if (record) {
                this.names.addDisplayNames(model, { [record.id]: record.name });
            }
        }
        this.drawing = unit && layOut(page);
    }

    get page() {
        return this.state.page;
    }

    // -- the window --

    get windowText() {
        const day = deserializeDate(this.page.start);
        const { zoom } = this.page;
        if (zoom === "quarter") {
            return _t("Quarter %(quarter)s/%(year)s", { quarter: day.quarter, year: day.year });
        }
        return zoom === "year" ? _t("Year %s", day.year) : _t("Month %s", day.toFormat("M/yyyy"));
    }

    get years() {
        const { year } = deserializeDate(this.page.today);
        return Array.from({ length: 2 * YEARS + 1 }, (_, index) => year - YEARS + index);
    }

    get year() {
        return deserializeDate(this.page.start).year;
    }

    onStep(direction) {
        const step = STEP[this.page.zoom];
        const day = deserializeDate(this.page.start);
        return this.applyFilters({ start: serializeDate(direction > 0 ? day.plus(step) : day.minus(step)) });
    }

    onYear(ev) {
        const day = deserializeDate(this.page.start).set({ year: Number(ev.target.value) });
        return this.applyFilters({ start: serializeDate(day) });
    }

    onPrint() {
        window.print();
    }

    // -- what is drawn --

    get ticks() {
        return ticks(this.page);
    }

    get today() {
        const { today, start, end } = this.page;
        return today >= start && today <= end ? place(this.page, today) : null;
    }

    get months() {
        return byMonth(this.page).map(({ month, entries }) => ({
            month: deserializeDate(`${month}-01`).toFormat("LLLL yyyy"),
            entries,
        }));
    }

    get isEmpty() {
        return !this.page.rows.length;
    }

    rowTitle(row) {
        return [row.name, row.title].filter(Boolean).join(" · ");
    }

    shorten(text) {
        return shorten(text, 120);
    }

    statusClass(status) {
        return statusClass(status);
    }

    situationClass(mark) {
        return statusClass(SITUATIONS[mark.situation].status);
    }

    gatheredClass(mark) {
        return statusClass(worst(mark.by));
    }

    dayText(day) {
        return formatDate(deserializeDate(day));
    }

    /** The days of a combined mark: one, or from the first to the last. */
    daysText({ from, to }) {
        return from === to ? this.dayText(from) : `${this.dayText(from)} – ${this.dayText(to)}`;
    }

    milestoneText(mark) {
        const reached =
            mark.n > 1 ? [_t("%(reached)s of %(total)s units", { reached: mark.reached, total: mark.n })] : [];
        return [mark.name, this.dayText(mark.planned), mark.text, ...reached].join(" · ");
    }

    deadlineText(mark) {
        return _t("%(days)s: %(number)s deadlines (%(words)s)", {
            days: this.daysText(mark),
            number: mark.n,
            words: inWords(mark.by),
        });
    }

    stepText(mark) {
        return _t("%(days)s: %(number)s steps of units (%(words)s)", {
            days: this.daysText(mark),
            number: mark.n,
            words: inWords(mark.by),
        });
    }

    extensionText({ from, to, state, n }) {
        const words = { from: this.dayText(from), to: this.dayText(to), number: n };
        return state === "granted"
            ? _t("More time granted: %(from)s → %(to)s (%(number)s)", words)
            : _t("More time asked for: %(from)s → %(to)s (%(number)s)", words);
    }

    // -- opening records --

    onMilestone(row, mark) {
        this.dialog.add(WhatIf, {
            mark,
            where: this.rowTitle(row),
            onOpen: (id) => this.openRecord("child.plan.milestone", id),
            onOpenUnits: () => this.openUnits(row, mark),
        });
    }

    openRow(row) {
        return this.openRecord(this.page.group === "unit" ? "child.plan.unit" : "child.plan", row.id);
    }

    openRecord(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openDeadlines(row, mark) {
        const late = this.page.late ? [["status", "=", "overdue"]] : [["state", "!=", "cancelled"]];
        return this.openList("child.plan.assignment", this.deadlineText(mark), [
            ...this.page.base,
            ...row.domain,
            ["in_time_until", ">=", mark.from],
            ["in_time_until", "<=", mark.to],
            ...late,
        ]);
    }

    /** Rows that belong to assignments of this row. */
    workOf(row) {
        return ["assignment_id", "any", [...this.page.base, ...row.domain, ["state", "!=", "cancelled"]]];
    }

    openSteps(row, mark) {
        return this.openList("child.plan.milestone", this.stepText(mark), [
            this.workOf(row),
            ["demand_id", "=", false],
            ["due_on", ">=", mark.from],
            ["due_on", "<=", mark.to],
            ...(this.page.late ? [["done_on", "=", false]] : []),
        ]);
    }

    openUnits(row, mark) {
        const work = ["assignment_id", "any", [...this.workOf(row)[2], ["state", "!=", "suspended"]]];
        return this.openList("child.plan.milestone", mark.name, [["demand_id", "=", mark.id], work]);
    }

    openExtension(row, mark) {
        return this.openList("child.plan.extension", this.extensionText(mark), [
            this.workOf(row),
            ["state", "=", mark.state],
            ["old_due_on", "=", mark.from],
            "|",
            ["decided_due_on", "=", mark.to],
            "&",
            ["decided_due_on", "=", false],
            ["asked_due_on", "=", mark.to],
        ]);
    }

    openList(model, title, domain) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: title,
            res_model: model,
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
            domain,
        });
    }

    /** Enter and space activate a mark, as they do with a button. */
    onKey(ev, press) {
        if (["Enter", " "].includes(ev.key)) {
            ev.preventDefault();
            press();
        }
    }

    onOpenEntry({ kind, row, mark }) {
        const open = {
            milestone: this.onMilestone,
            deadlines: this.openDeadlines,
            steps: this.openSteps,
            extension: this.openExtension,
        }[kind];
        return open.call(this, row, mark);
    }

    entryText({ kind, mark }) {
        const text = {
            milestone: this.milestoneText,
            deadlines: this.deadlineText,
            steps: this.stepText,
            extension: this.extensionText,
        }[kind];
        return text.call(this, mark);
    }
}

registry.category("actions").add("child_plan.timeline", Timeline);

import { _t } from "@web/core/l10n/translation";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { getDefaultConfig } from "@web/views/view";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, onWillStart, onWillUnmount, useEffect, useRef, useState, useSubEnv } from "@odoo/owl";
import { ReviewHead } from "./review_head";
import { ReviewBulk } from "./review_bulk";
import { indexOf, isBelow, KINDS, namesOn, OF_PLAN, reviewModel, TASKS } from "./review_model";
import { ReviewNotices } from "./review_notices";
import { ReviewRow } from "./review_row";
import { ReviewSelection } from "./review_selection";
import { ReviewText } from "./review_text";
import { useReviewKeys } from "./review_keys";
import { bringIntoView } from "./scroll";

const POLL = 1500;

const textsOf = (names) => names.map((name) => name.text).join("; ");

/**
 * The text of a document beside what was read out of it: doubts first, then the fields of the plan and its rows.
 * Nothing is made before the button at the bottom is pressed.
 */
export class ImportReview extends Component {
    static template = "child_plan_document.ImportReview";
    static components = { Layout, ReviewBulk, ReviewHead, ReviewNotices, ReviewRow, ReviewSelection, ReviewText };
    static props = { ...standardActionServiceProps };

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.orm = useService("orm");
        this.ui = useService("ui");
        useSubEnv({ config: { ...getDefaultConfig(), ...this.env.config } });
        this.display = { controlPanel: {} };
        this.rowsRef = useRef("rows");

        const { action } = this.props;
        this.importId = action.params?.import_id || action.context?.active_id;
        this.model = useState(reviewModel(this.orm, this.importId, this.dialog));
        this.state = useState({
            status: "loading", // loading, reading, failed, error, ready
            failure: "",
            stalled: false,
            progress: null, // {read, pages, head} while a scan is read page by page
            tab: "rows",
            selected: action.params?.line_id || null,
            editing: null, // {id, what: "text" | "unit" | "reason"}
            filter: null,
            part: null,
            marked: [], // ids of rows that are changed at once
            making: false,
        });
        onWillStart(() => this.start());
        onWillUnmount(() => clearTimeout(this.timer));
        useReviewKeys(this);
        useEffect(
            (id) => {
                const row = id && this.rowsRef.el?.querySelector(`[data-line='${id}']`);
                bringIntoView(row, ".o_child_plan_review_read");
                if (row && !this.state.editing && !document.activeElement?.closest("input, textarea, select")) {
                    row.focus({ preventScroll: true });
                }
            },
            () => [this.state.selected, this.state.status]
        );
    }

    // -- loading --

    async start() {
        if (!this.importId) {
            this.state.status = "error";
            return;
        }
        try {
            const { state, ...told } = await this.orm.silent.call("child.plan.import", "get_state", [this.importId]);
            Object.assign(this.state, told);
            if (state === "reading") {
                this.state.status = "reading";
                this.timer = setTimeout(() => this.start(), POLL);
            } else if (state === "failed") {
                this.state.status = "failed";
            } else {
                await this.model.load();
                this.env.config.setDisplayName?.(this.model.head.display_name);
                this.state.status = "ready";
                this.state.selected ||= this.rows.find((line) => OF_PLAN.includes(line.kind))?.id || null;
            }
        } catch {
            this.state.status = this.state.status === "reading" ? "reading" : "error";
            if (this.state.status === "reading") {
                this.timer = setTimeout(() => this.start(), 3 * POLL); // the line may come back
            }
        }
    }

    async readAgain() {
        await this.orm.call("child.plan.import", "action_read_again", [this.importId]);
        this.state.status = "reading";
        await this.start();
    }

    retry() {
        this.state.status = "loading";
        return this.start();
    }

    // -- what is shown --

    get filters() {
        const { model } = this;
        if (model.head.is_version) {
            return ["added", "changed", "removed", "same"].map((change) => ({
                key: change,
                label: model.labels.change[change],
                count: model.ofChange(change).length,
            }));
        }
        return KINDS.filter((kind) => kind !== "heading")
            .map((kind) => ({ key: kind, label: model.labels.kind[kind], count: model.kept(kind).length }))
            .filter(({ key, count }) => count || ["task", "unit", "target"].includes(key));
    }

    get parts() {
        const counts = new Map();
        for (const line of this.model.lines) {
            const part = (line.section || "").split(".")[0];
            if (part && OF_PLAN.includes(line.kind) && line.state !== "dropped") {
                counts.set(part, (counts.get(part) || 0) + 1);
            }
        }
        return [...counts].map(([code, count]) => {
            const heading = this.model.lines.find((line) => line.kind === "heading" && line.section === code);
            return { code, count, name: heading ? `${code}. ${heading.text}` : code };
        });
    }

    isSeen(line) {
        const { filter, part } = this.state;
        const { head } = this.model;
        if (part && (line.section || "").split(".")[0] !== part) {
            return false;
        }
        if (filter) {
            return head.is_version ? line.change === filter : line.kind === filter;
        }
        if (head.is_version) {
            return line.change && line.change !== "same";
        }
        return line.kind !== "other" || line.state === "accepted";
    }

    /** The rows that are shown; of the headings those that have a row below them. */
    get rows() {
        const seen = this.model.lines.filter((line) => this.isSeen(line));
        if (this.state.filter === "heading") {
            return seen;
        }
        const rows = [];
        for (const line of seen.reverse()) {
            const next = rows.at(-1);
            if (line.kind !== "heading" || (next && (next.kind !== "heading" || isBelow(next.section, line.section)))) {
                rows.push(line);
            }
        }
        return rows.reverse();
    }

    /** Whether the row's unit is said by the block above it already; a heading that is not below its unit ends it. */
    isUnitKnown(line) {
        let block = null;
        for (const each of this.model.lines.filter(({ sequence }) => sequence < line.sequence)) {
            if (each.kind === "unit") {
                block = each;
            } else if (each.kind === "heading" && !(each.section || "").startsWith(`${block?.section}.`)) {
                block = null;
            }
        }
        return !this.state.filter && block?.name_id === line.name_id;
    }

    get selectedLine() {
        return this.model.lines.find((line) => line.id === this.state.selected);
    }

    get summary() {
        const { model } = this;
        if (model.head.is_version) {
            return _t("%(added)s added · %(changed)s changed · %(removed)s left out · %(accepted)s accepted", {
                added: model.ofChange("added").length,
                changed: model.ofChange("changed").length,
                removed: model.ofChange("removed").length,
                accepted: model.acceptedChanges.length,
            });
        }
        return _t("%(tasks)s tasks · %(units)s units · %(targets)s targets", {
            tasks: model.kept("task", "activity").length,
            units: model.kept("unit").length,
            targets: model.kept("target").length,
        });
    }

    get pageText() {
        const { read, pages } = this.state.progress;
        return _t("Page %(read)s of %(pages)s has been read", { read, pages });
    }

    get openText() {
        const { length } = this.model.open;
        return length === 1 ? _t("1 thing to look at") : _t("%s things to look at", length);
    }

    // -- moving about --

    select(id, tab) {
        const line = this.model.lines.find((each) => each.id === id);
        if (!line) {
            return;
        }
        if (!this.isSeen(line)) {
            Object.assign(this.state, {
                part: null,
                filter: this.model.head.is_version ? line.change || null : line.kind === "other" ? "other" : null,
            });
        }
        this.state.selected = id;
        if (tab) {
            this.state.tab = tab;
        }
        if (this.state.editing?.id !== id) {
            this.state.editing = null;
        }
    }

    move(step) {
        const { rows } = this;
        const at = rows.findIndex((line) => line.id === this.state.selected);
        const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
        if (next) {
            this.select(next.id);
        }
    }

    openDoubt(doubt) {
        if (doubt.name) {
            const line =
                this.model.lines.find((each) => each.kind === "unit" && each.name_id === doubt.name.id) ||
                this.model.lines.find((each) => namesOn(each).includes(doubt.name.id));
            if (line) {
                this.select(line.id, "rows");
                this.edit(line, "unit");
            }
            return;
        }
        const line = this.model.lineAt(doubt.at);
        if (line) {
            this.select(line.id);
        }
    }

    toggleFilter(key) {
        this.state.filter = this.state.filter === key ? null : key;
    }

    edit(line, what) {
        this.state.selected = line.id;
        const may = what === "unit" ? this.model.mayName : this.model.isOpen;
        this.state.editing = may ? { id: line.id, what } : null;
    }

    leave() {
        this.state.editing = null;
        this.rowsRef.el?.querySelector(`[data-line='${this.state.selected}']`)?.focus();
    }

    // -- marking rows --

    get marked() {
        return this.model.lines.filter((line) => this.state.marked.includes(line.id));
    }

    /** Mark a row or take its mark away; with `range`, mark all from the row that was marked last. */
    toggleMark(line, range) {
        const { rows } = this;
        const from = rows.findIndex((each) => each.id === this.state.marked.at(-1));
        const to = indexOf(rows, line);
        if (range && from !== -1) {
            this.mark(rows.slice(Math.min(from, to), Math.max(from, to) + 1));
        } else if (this.state.marked.includes(line.id)) {
            this.state.marked = this.state.marked.filter((id) => id !== line.id);
        } else {
            this.mark([line]);
        }
    }

    mark(lines) {
        this.state.marked = [...new Set([...this.state.marked, ...lines.map((line) => line.id)])];
    }

    markBlock(line) {
        this.mark(this.model.block(line).filter((each) => this.isSeen(each) && each.kind !== "heading"));
    }

    // -- edits that the keys share with the buttons --

    async mergeUp(line) {
        const { rows } = this;
        const above = rows[indexOf(rows, line) - 1];
        await this.model.mergeUp(line);
        if (above) {
            this.state.selected = above.id;
        }
        this.leave();
    }

    async addLine(words) {
        await this.model.addLine(words);
        this.select(Math.max(...this.model.lines.map((line) => line.id)), "rows");
    }

    async toggleDrop(line) {
        if (line.state === "dropped") {
            await this.model.restore(line);
            this.state.editing = null;
        } else {
            await this.model.drop(line);
            this.edit(line, "reason");
        }
    }

    // -- the end --

    async finish(method) {
        this.state.making = true;
        try {
            const next = await this.orm.call("child.plan.import", method, [this.importId]);
            await this.action.doAction(next, { clearBreadcrumbs: false });
        } finally {
            this.state.making = false;
        }
    }

    /** Ask first where units are not known or not confirmed: nobody gets work by a guess. */
    makePlan() {
        const { model } = this;
        const { names, tasks } = model.guessed;
        const unknown = model.names
            .filter((name) => name.state === "unknown" && model.isUsed(name))
            .map((name) => ({ name, text: name.text }));
        unknown.push(...model.unknownParts);
        const homeless = model.kept(...TASKS).filter((line) => model.nameOf(line)?.state !== "matched");
        const said = [
            names.length &&
                _t("Nobody has confirmed which unit these names mean, on %(tasks)s tasks: %(names)s", {
                    tasks: tasks.length,
                    names: textsOf(names),
                }),
            homeless.length && _t("Tasks without a unit, given to nobody until one is chosen: %s", homeless.length),
            unknown.length && _t("Units that are not known: %s", textsOf(unknown)),
        ].filter(Boolean);
        if (!said.length) {
            this.finish("action_create_plan");
            return;
        }
        const first = model.open.find(({ name }) => name?.id === (names[0] || unknown[0]?.name)?.id);
        this.dialog.add(ConfirmationDialog, {
            title: names.length
                ? _t("%s names of units are not confirmed", names.length)
                : homeless.length
                  ? _t("%s tasks have no unit", homeless.length)
                  : _t("%s names of units are not known", unknown.length),
            body: said.join("\n"),
            confirmLabel: names.length
                ? _t("Create the draft without these units")
                : _t("Create the draft plan all the same"),
            confirm: () => this.finish("action_create_plan"),
            cancelLabel: first ? _t("Look at them") : _t("Cancel"),
            cancel: () => first && this.openDoubt(first),
            dismiss: () => {},
        });
    }

    acceptAll() {
        const changes = this.model.lines.filter(
            (line) => line.state === "read" && ["added", "changed"].includes(line.change)
        );
        return changes.length && this.model.accept(changes);
    }
}

registry.category("actions").add("child_plan_document.import_review", ImportReview);

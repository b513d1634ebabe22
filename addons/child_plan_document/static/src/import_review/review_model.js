import { _t } from "@web/core/l10n/translation";
import { askWhich, isChangedMeanwhile } from "@child_plan/later_save/later_save";
import { reactive } from "@odoo/owl";

/** What an item was taken for: the order of the filters. The colours stand in import_review.scss. */
export const KINDS = ["task", "activity", "unit", "target", "funding", "report", "basis", "other", "heading"];
/** What becomes something in the plan, so that a person should look at it. */
export const OF_PLAN = ["task", "activity", "target", "funding", "report", "basis"];
export const TASKS = ["task", "activity"];
const LINE = "child.plan.import.line";
const NAME = "child.plan.import.name";
const IMPORT = "child.plan.import";

/** Where a line stands; a component's prop is a proxy of its own, so that lines are compared by id. */
export const indexOf = (lines, { id }) => lines.findIndex((line) => line.id === id);

const idsOf = (lines) => (Array.isArray(lines) ? lines.map((line) => line.id) : lines.id);

/** The ids of all names that a line gives work to. */
export const namesOn = (line) => [line.name_id, ...line.coordinating, ...line.watching];

export const isBelow = (section, above) => Boolean(above) && (section || "").startsWith(`${above}.`);

/** A reading under review: its rows as the server has them. Every edit is one request, saved at once. */
export class ReviewModel {
    constructor(orm, importId, dialog) {
        this.orm = orm;
        this.dialog = dialog;
        this.importId = importId;
        this.head = null;
        this.text = "";
        this.labels = {};
        this.lines = [];
        this.names = [];
        this.doubts = [];
        this.canCreateUnit = false;
        this.unitKinds = [];
        this.saving = 0;
    }

    async load() {
        const { text, labels, can_create_unit, unit_kinds, ...changes } = await this.orm.call(IMPORT, "get_review", [
            this.importId,
        ]);
        Object.assign(this, { text, labels, canCreateUnit: can_create_unit, unitKinds: unit_kinds, lines: [] });
        this.take(changes);
    }

    /** Show what an edit changed. */
    take({ head, names, lines, gone, doubts }) {
        const changed = new Map(lines.map((line) => [line.id, line]));
        const kept = this.lines.filter((line) => !changed.has(line.id) && !gone.includes(line.id));
        this.lines = [...kept, ...lines.filter((line) => !gone.includes(line.id))].sort(
            (a, b) => a.sequence - b.sequence || a.id - b.id
        );
        Object.assign(this, { head, names, doubts });
    }

    async call(model, method, ids, ...args) {
        this.saving++;
        try {
            this.take(await this.orm.call(model, method, [ids, ...args]));
        } finally {
            this.saving--;
        }
    }

    /** Save words unless another person has changed them meanwhile; then show both versions to choose from. */
    async save(model, method, ids, vals, opened) {
        try {
            await this.call(model, method, ids, vals, opened);
        } catch (error) {
            if (!isChangedMeanwhile(error)) {
                throw error;
            }
            const theirs = await askWhich(this.dialog, error.data.context.changed);
            await this.load();
            if (theirs?.length === 0) {
                await this.call(model, method, ids, vals);
            }
        }
    }

    // of one line, or of several
    edit(lines, vals) {
        return "text" in vals
            ? this.save(LINE, "edit", idsOf(lines), vals, { text: lines.text })
            : this.call(LINE, "edit", idsOf(lines), vals);
    }
    accept(lines) {
        return this.call(LINE, "accept", idsOf(lines));
    }
    drop(lines, reason) {
        return this.call(LINE, "drop", idsOf(lines), reason || false);
    }
    assign(lines, { unitId = false, nameId = false }) {
        return this.call(LINE, "assign", idsOf(lines), unitId, nameId);
    }
    restore(line) {
        return this.call(LINE, "restore", line.id);
    }
    split(line, at) {
        return this.call(LINE, "split", line.id, at);
    }
    mergeUp(line) {
        return this.call(LINE, "merge_up", line.id);
    }
    makeTargets(line) {
        return this.call(LINE, "make_targets", line.id);
    }
    /** What would change if the part were read again, this line being what it is said to be; nothing is written. */
    previewAs(line, said) {
        return this.orm.call(LINE, "preview_as", [line.id, said]);
    }
    readAs(line, said) {
        return this.call(LINE, "read_as", line.id, said);
    }
    proposeUnit(name, { text, kind, parentId, part }) {
        return this.call(NAME, "propose_unit", name.id, text, kind, parentId, ...(part ? [part] : []));
    }
    leaveOut(name, part) {
        return this.call(NAME, "leave_out", name.id, part);
    }
    setUnits(name, unitIds) {
        return this.call(NAME, "set_units", name.id, unitIds);
    }
    setRequested(name, requested) {
        return this.call(NAME, "set_requested", name.id, requested);
    }
    setHead(vals) {
        const before = Object.keys(vals).map((name) => [name, [this.head[name]].flat()[0]]);
        return this.save(IMPORT, "set_head", this.importId, vals, Object.fromEntries(before));
    }
    dismissDoubt(index) {
        return this.call(IMPORT, "dismiss_doubt", this.importId, index);
    }
    asVersion() {
        return this.call(IMPORT, "action_as_version", this.importId);
    }
    asSuperior() {
        return this.call(IMPORT, "action_as_superior", this.importId);
    }
    addLine(words) {
        return this.call(IMPORT, "add_line", this.importId, words);
    }
    undo() {
        return this.head.can_undo && this.call(IMPORT, "undo", this.importId);
    }
    redo() {
        return this.head.can_redo && this.call(IMPORT, "redo", this.importId);
    }

    get isOpen() {
        return Boolean(this.head?.can_edit);
    }

    /** Who keeps the units may say which one a name means, in a document of somebody else too. */
    get mayName() {
        return this.isOpen || (this.head?.state === "review" && this.canCreateUnit);
    }

    /** The share of the text between the first row and the last that was understood, 0 to 1. */
    get understood() {
        const placed = this.lines.filter((line) => line.end > line.start);
        const start = Math.min(...placed.map((line) => line.start));
        const end = Math.max(...placed.map((line) => line.end));
        const letters = (from, to) => this.text.slice(from, to).replace(/[\s|_-]/g, "").length;
        let unread = 0;
        for (const { text, line, from } of segments(this.text.slice(0, end), placed)) {
            if (from >= start && (!line || (line.kind === "other" && line.state === "read" && !line.sure))) {
                unread += letters(from, from + text.length);
            }
        }
        const all = placed.length ? letters(start, end) : 0;
        return all ? 1 - unread / all : 0;
    }

    nameOf(line) {
        return this.names.find((name) => name.id === line.name_id);
    }

    /** The rows of the plan, without what was dropped. */
    kept(...kinds) {
        return this.lines.filter((line) => kinds.includes(line.kind) && line.state !== "dropped");
    }

    ofChange(change) {
        return this.lines.filter((line) => line.change === change && line.state !== "dropped");
    }

    get acceptedChanges() {
        return this.lines.filter(
            (line) => line.state === "accepted" && ["added", "changed", "removed"].includes(line.change)
        );
    }

    /** What a person should look at: what the reader doubts, then names of units that nobody knows for sure. */
    get open() {
        const doubts = this.doubts.map((doubt, index) => ({ ...doubt, key: `d${index}`, index }));
        const names = this.names
            .filter((name) => ["unknown", "proposed"].includes(name.state) && this.isUsed(name))
            .map((name) => ({
                key: `n${name.id}`,
                message:
                    name.state === "unknown"
                        ? _t("Which unit is this? It is not in the tree.")
                        : _t("Is this the right unit?"),
                text: name.text,
                name,
            }));
        const parts = this.unknownParts.map(({ name, text }) => ({
            key: `p${name.id}${text}`,
            message: _t("Which unit is this? It is not in the tree."),
            text,
            name,
        }));
        return [...doubts.filter((doubt) => !doubt.seen), ...names, ...parts];
    }

    /** What the tree lacks of printed names that are several: `[{name, text}]`. */
    get unknownParts() {
        const used = this.names.filter((name) => name.unknown_parts?.length && this.isUsed(name));
        return used.flatMap((name) => name.unknown_parts.map((text) => ({ name, text })));
    }

    isUsed(name) {
        return this.lines.some((line) => line.state !== "dropped" && namesOn(line).includes(name.id));
    }

    /** The names of which the reader guessed the unit and nobody confirmed it, and the tasks that name them. */
    get guessed() {
        const names = this.names.filter((name) => name.state === "proposed");
        const ids = names.map((name) => name.id);
        const tasks = this.kept(...TASKS).filter((line) => namesOn(line).some((id) => ids.includes(id)));
        const named = new Set(tasks.flatMap(namesOn));
        return { names: names.filter((name) => named.has(name.id)), tasks };
    }

    /** What stands below a unit or heading, up to the next unit, or to a heading that is not below it. */
    block(line) {
        const below = this.lines.slice(indexOf(this.lines, line) + 1);
        const end = below.findIndex(
            ({ kind, section }) => kind === "unit" || (kind === "heading" && !isBelow(section, line.section))
        );
        return end === -1 ? below : below.slice(0, end);
    }

    lineAt(position) {
        const placed = this.lines.filter((line) => line.end > line.start);
        return (
            placed.find((line) => line.start <= position && position < line.end) ||
            placed.find((line) => line.start >= position)
        );
    }
}

export const reviewModel = (...args) => reactive(new ReviewModel(...args));

/**
 * The text cut where items begin and end: `[{text, line, from}]`, `line` undefined between them. Where items share a place
 * (a report inside a task) the first in the order of the rows has it.
 */
export function segments(text, lines) {
    const rank = { task: 0, unit: 0, activity: 0, target: 0, other: 2 };
    const placed = lines
        .filter((line) => line.end > line.start)
        .sort((a, b) => a.start - b.start || (rank[a.kind] ?? 1) - (rank[b.kind] ?? 1) || a.sequence - b.sequence);
    const found = [];
    let done = 0;
    for (const line of placed) {
        if (line.start < done) {
            continue;
        }
        if (line.start > done) {
            found.push({ key: `t${done}`, text: text.slice(done, line.start), from: done });
        }
        found.push({ key: `l${line.id}`, text: text.slice(line.start, line.end), line, from: line.start });
        done = line.end;
    }
    found.push({ key: `t${done}`, text: text.slice(done), from: done });
    return found;
}

/** An extractor may put a blank line between all lines: such text is shown as it stands on paper. */
export function paperSpacing(text) {
    const lines = text.split("\n");
    const blank = lines.filter((line) => !line.trim()).length;
    if (blank * 3 < lines.length) {
        return (part) => part;
    }
    return (part) => part.replace(/\n[ \t]*\n/g, "\n").replace(/\n(?:[ \t\f]*\n){2,}/g, "\n\n");
}

import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineModels, fields, getService, models, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

class Unit extends models.Model {
    _name = "child.plan.unit";

    name = fields.Char();
    parent_id = fields.Many2one({ relation: "child.plan.unit" });
    kind = fields.Char();
    _records = [
        { id: 1, name: "District" },
        { id: 2, name: "Health" },
        { id: 3, name: "Culture" },
    ];
    _views = { form: `<form><field name="name" /><field name="parent_id" /></form>` };
}

class Plan extends models.Model {
    _name = "child.plan";

    name = fields.Char();
}

const FACTS = {
    section: "",
    role: "lead",
    due_on: false,
    due_kind: false,
    recurrence: false,
    deliverable: false,
    comparator: false,
    value: 0,
    uom: "count",
    year: 0,
    source_kind: false,
    frequency: false,
    recipient: false,
    due_day: 0,
    due_month: 0,
    number: false,
    sure: true,
    state: "read",
    reason: false,
    change: false,
    old_text: false,
    record: false,
    coordinating: [],
    watching: [],
    name_id: false,
};
export const TEXT = "1. Health: count them. Advise them.\n2. Sports: open pools.";
export const line = (id, kind, text, more) => ({
    ...FACTS,
    id,
    sequence: id,
    kind,
    text,
    start: Math.max(TEXT.indexOf(text), 0),
    end: TEXT.indexOf(text) + text.length,
    ...more,
});
export const LINES = [
    line(1, "unit", "Health", { section: "1", name_id: 21 }),
    line(2, "task", "count them.", { name_id: 21 }),
    line(3, "task", "Advise them.", { name_id: 21 }),
    line(4, "unit", "Sports", { section: "2", name_id: 22 }),
    line(5, "task", "open pools.", { name_id: 22 }),
];
export const NAMES = [
    { id: 21, text: "Health", units: [[2, "Health"]], state: "matched", alternatives: [], requested: false },
    { id: 22, text: "Sports", units: [], state: "unknown", alternatives: [[3, "Culture"]], requested: false },
];
const words = (...keys) => Object.fromEntries(keys.map((key) => [key, key]));
export const HEAD = {
    id: 7,
    state: "review",
    can_edit: true,
    kind: "text",
    display_name: "287/KH",
    number: "287/KH",
    name: "Care",
    filename: "a.docx",
    read_by: "Lan",
    issuer_id: [1, "District"],
    is_version: false,
    plan: false,
    same: false,
    can_undo: false,
    can_redo: false,
};

/** What the server holds: tests change it before the screen is opened. */
export const server = { reading: null, phase: null };

/** The server answers with the reading as it stands, and notes every edit. Call it at the top of a test file. */
export function serveReview() {
    defineModels([Unit, Plan]);
    defineMailModels();
    describe.current.tags("desktop");
    beforeEach(() => {
        server.phase = { state: "review", failure: false, stalled: false };
        server.reading = {
            text: TEXT,
            labels: {
                kind: words("task", "activity", "unit", "target", "funding", "report", "basis", "other", "heading"),
                change: words("added", "changed", "removed", "same"),
                role: words("lead", "coordinate"),
                recurrence: words("monthly"),
                due_kind: words("before"),
                comparator: words("ge"),
                uom: words("count"),
                source_kind: words("district"),
                frequency: words("monthly"),
            },
            can_create_unit: true,
            unit_kinds: [
                ["department", "Department"],
                ["facility", "School"],
            ],
            head: HEAD,
            names: NAMES,
            lines: LINES,
            gone: [],
            doubts: [
                { code: "no_deadline", message: "When is it due?", text: "open pools.", at: TEXT.indexOf("open") },
            ],
        };
        onRpc("child.plan.import", "get_state", () => server.phase);
        onRpc("child.plan.import", "get_review", () => server.reading);
        for (const model of ["child.plan.import.line", "child.plan.import.name"]) {
            onRpc(model, "*", ({ method, args }) => {
                expect.step([method, ...args]);
                const { head, names, doubts } = server.reading;
                return { head, names, doubts, lines: [], gone: [] };
            });
        }
    });
}

export async function openReview() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "child_plan_document.import_review",
        params: { import_id: 7 },
    });
    await animationFrame();
}
export const selected = () => queryAllTexts(".o_child_plan_review_selected .o_child_plan_review_words");

/** What the server tells of a page, and the page with it, for the tests of the leader's page. */
import { animationFrame } from "@odoo/hoot-mock";
import { getService, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

const COUNTED = [
    "done_on_time",
    "done_late",
    "in_time",
    "due_soon",
    "overdue",
    "no_deadline",
    "suspended",
    "submitted",
];
const RATES = {
    overdue_of_due: [["overdue"], ["done_on_time", "done_late", "overdue"]],
    done_of_due: [
        ["done_on_time", "done_late"],
        ["done_on_time", "done_late", "overdue"],
    ],
    on_time_of_done: [["done_on_time"], ["done_on_time", "done_late"]],
    overdue_of_open: [["overdue"], ["in_time", "due_soon", "overdue", "no_deadline"]],
    done_of_all: [["done_on_time", "done_late"], COUNTED.slice(0, 6)],
};
export const measure = (count, before) => ({ count, before, domain: [["id", ">", count]] });
const group = (field, operator, rows) => ({ field, operator, rows });
export const WARDS = [
    { id: 11, name: "Ward A", n: [1, 0, 0, 0, 3, 0, 0, 0], below: true },
    { id: 12, name: "Ward B", n: [4, 0, 1, 0, 0, 0, 0, 1] },
];

export const page = (more = {}) => ({
    unit: { id: 1, name: "District" },
    path: [{ id: 1, name: "District" }],
    tops: [],
    narrowed: [],
    day: "2026-11-24",
    is_today: true,
    compare: 7,
    compare_day: "2026-11-17",
    context: { child_plan_as_of: false },
    base: [["unit_id", "child_of", 1]],
    counted: COUNTED,
    rates: RATES,
    total: [5, 0, 1, 0, 3, 0, 0, 1],
    measures: {
        total: measure(9, 9),
        done_on_time: measure(5, 4),
        done_late: measure(0, 0),
        open_in_time: measure(1, 2),
        open_overdue: measure(3, 1),
        no_deadline: measure(0, 0),
        left_open: measure(0, 0),
        suspended: measure(0, 0),
        submitted: measure(1, 1),
        due_7: measure(1),
        due_30: measure(1),
        extension: measure(0),
    },
    groups: {
        unit: { ...group("unit_id", "child_of", WARDS), left_out: 0 },
        plan: group("plan_id", "=", [{ id: 7, name: "287/KH", title: "Care", n: [5, 0, 1, 0, 3, 0, 0, 1] }]),
        sector: group("sector_id", "=", []),
        level: group("unit_level", "=", []),
    },
    heat: [],
    permissions: { ask: true, remind: true, meet: true },
    reports: {
        base: [["unit_id", "child_of", 1]],
        due: { count: 5, domain: [["version", "=", 1]] },
        missing: { count: 3, before: 1, domain: [["submitted_on", "=", false]] },
        rows: [
            { id: 11, name: "Ward A", due: 3, missing: 2, mine: 2 },
            { id: 1, name: "District", due: 1, missing: 1, mine: 0, own: true },
        ],
        left_out: 0,
    },
    targets: {
        context: { child_plan_as_of: "2026-11-24" },
        behind: { count: 1, before: 1, domain: [["achievement", "=", "behind"]] },
        known: { count: 2, domain: [["achievement", "!=", "no_data"]] },
        total: { count: 4, domain: [] },
        rows: [{ id: 9, name: "Advice", plan: "287/KH", unit: "District", wanted: "≥ 80 %", actual: "63" }],
    },
    above: {
        context: { child_plan_as_of: "2026-11-24", child_plan_achievement_unit: 1 },
        behind: { count: 1, before: 0, domain: [["unit_achievement", "=", "behind"]] },
        known: { count: 2, domain: [["unit_achievement", "!=", "no_data"]] },
        total: { count: 3, domain: [["id", "in", [21, 22, 23]]] },
        rows: [
            {
                id: 21,
                name: "Care",
                plan: "1438/QĐ",
                unit: "Nation",
                wanted: "≥ 90 %",
                actual: "80",
                unit_achievement: "behind",
            },
            {
                id: 22,
                name: "Rooms",
                plan: "1438/QĐ",
                unit: "Nation",
                wanted: "≥ 9",
                actual: "4",
                unit_achievement: false,
            },
        ],
    },
    lists: {
        overdue: [
            {
                id: 5,
                name: "Count the orphans",
                unit: "Ward A",
                plan: "287/KH",
                phone: "",
                officer: "Lan",
                status: "overdue",
                text: "12 working days overdue",
                can_decide: true,
            },
        ],
        submitted: [],
        extension: [],
    },
    ...more,
});

export async function open() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({ type: "ir.actions.client", tag: "child_plan.dashboard" });
    await animationFrame();
}

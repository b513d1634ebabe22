import { _t } from "@web/core/l10n/translation";
import { STATUS_LABELS } from "@child_plan/status/status";

/** How the situation of a milestone is shown: the status whose colour it has, its sign and its words. */
export const SITUATIONS = {
    reached: { status: "done_on_time", sign: "✓", label: _t("Reached in time") },
    reached_late: { status: "done_late", sign: "✓", label: _t("Reached late") },
    late: { status: "overdue", sign: "!", label: _t("Is late") },
    delayed: { status: "due_soon", sign: "»", label: _t("Will be late") },
    open: { status: "in_time", sign: "", label: _t("In time so far") },
};

/** The status whose colour a combined mark has: the worst among those that it counts. */
const WORST = ["overdue", "due_soon", "in_time", "no_deadline", "done_late", "done_on_time", "left_open", "suspended"];

export function worst(by) {
    return WORST.find((status) => by[status]) || "suspended";
}

/** @returns {string} "3 overdue, 2 done on time" */
export function inWords(by) {
    return WORST.filter((status) => by[status])
        .map((status) => `${by[status]} ${STATUS_LABELS[status].toLowerCase()}`)
        .join(", ");
}

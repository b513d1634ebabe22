import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/core/utils/numbers";

/** What the figures of the page count, as labels. */
export const MEASURE_LABELS = {
    total: _t("All work"),
    done_on_time: _t("Done on time"),
    done_late: _t("Done late"),
    open_in_time: _t("Open, in time"),
    open_overdue: _t("Overdue"),
    due_soon: _t("Due soon"),
    no_deadline: _t("No deadline"),
    left_open: _t("Left open when the plan was closed"),
    suspended: _t("Suspended"),
    submitted: _t("Waiting for confirmation"),
    due_7: _t("Due within 7 days"),
    due_30: _t("Due within 30 days"),
    extension: _t("More time asked for"),
};

/** The status whose colour and icon a measure has. */
export const MEASURE_STATUS = {
    done_on_time: "done_on_time",
    done_late: "done_late",
    open_in_time: "in_time",
    open_overdue: "overdue",
    no_deadline: "no_deadline",
    left_open: "left_open",
    suspended: "suspended",
    submitted: "submitted",
    due_7: "due_soon",
    due_30: "in_time",
    extension: "submitted",
};

/** The rates, with words that name their denominators; `bad`: higher is worse. */
export const RATES = {
    overdue_of_due: { label: _t("Overdue, of all that has fallen due"), bad: true },
    overdue_of_open: { label: _t("Overdue, of all that is open"), bad: true },
    done_of_due: { label: _t("Done, of all that has fallen due") },
    on_time_of_done: { label: _t("Done on time, of all that is done") },
    done_of_all: { label: _t("Done, of all that was given") },
};

/** The parts of a bar, in order; together they are all work. */
export const BAR = [
    "done_on_time",
    "done_late",
    "open_in_time",
    "open_overdue",
    "no_deadline",
    "left_open",
    "suspended",
];

/** @returns {Object} the rate `name` of a row of `page` with the counts `n` */
export function rateOf(page, n, name) {
    const [part, whole] = page.rates[name];
    const sum = (statuses) => statuses.reduce((total, status) => total + n[page.counted.indexOf(status)], 0);
    const rate = { part: sum(part), whole: sum(whole), name };
    rate.value = rate.whole ? rate.part / rate.whole : null;
    return rate;
}

/** The fifth that a rate belongs to, from 0 (best) to 4 (worst); null if its denominator is zero. */
export function shade({ name, value }) {
    if (value === null) {
        return null;
    }
    return Math.min(Math.floor((RATES[name].bad ? value : 1 - value) * 5), 4);
}

/** Sort the worst first, those without a rate last, and equal ones by their amount of work. */
export function ranked(page, rows, name) {
    const sign = RATES[name].bad ? -1 : 1;
    return rows
        .map((row) => ({ row, rate: rateOf(page, row.n, name) }))
        .sort(
            (a, b) =>
                (a.rate.value === null) - (b.rate.value === null) ||
                sign * (a.rate.value - b.rate.value) ||
                b.rate.whole - a.rate.whole
        );
}

export function percent(value) {
    return value === null ? "–" : `${formatFloat(100 * value, { digits: [0, value && value < 0.1 ? 1 : 0] })} %`;
}

/** @returns {Array} the domain that a row of the group `name` adds to the page's */
export function rowDomain(page, name, row) {
    const { field, operator } = page.groups[name];
    return (!row.own && row.domain) || [[field, row.own ? "=" : operator, row.id]];
}

import { deserializeDate } from "@web/core/l10n/dates";

/** Pure geometry: the positions of the marks of a timeline page, in units of the drawing, see WIDTH. */

export const WIDTH = 1160;
const PAD = 20; // space at both ends, so that marks of the first and last day fit
const HEAD = 46; // years, months and days above the rows
const TITLE = 26; // the name of a row
const LANE = 24;
const LETTER = 6.4; // mean width of a letter of a label
const LABEL = 30; // maximum number of letters in a label

const days = (from, to) => Math.round(deserializeDate(to).diff(deserializeDate(from), "days").days);

/** @returns {number} the position of `day`; days outside the window are at its edge */
export function place(page, day) {
    const length = days(page.start, page.end) + 1;
    const at = Math.min(Math.max(days(page.start, day), 0), length - 1);
    return PAD + ((at + 0.5) / length) * (WIDTH - 2 * PAD);
}

/** @returns {Object[]} `{ x, label, strong }`, the lines of the axis: months, and weeks or days in between */
export function ticks(page) {
    const found = [];
    const end = deserializeDate(page.end);
    const step = { month: { days: 1 }, quarter: { weeks: 1 }, year: { months: 1 } }[page.zoom];
    let day = deserializeDate(page.start);
    if (page.zoom === "quarter") {
        day = day.plus({ days: (8 - day.weekday) % 7 }); // Mondays
    }
    for (; day <= end; day = day.plus(step)) {
        const label = page.zoom === "month" ? day.toFormat("d") : day.toFormat("dd/MM");
        found.push({ x: place(page, day.toISODate()), label: page.zoom === "year" ? "" : label });
    }
    for (let month = deserializeDate(page.start); month <= end; month = month.plus({ months: 1 })) {
        found.push({ x: place(page, month.toISODate()), label: month.toFormat("LLL yyyy"), strong: true });
    }
    return found;
}

export function shorten(text, letters = LABEL) {
    return text.length > letters ? `${text.slice(0, letters - 1).trimEnd()}…` : text;
}

/** Reserve the first lane in which `from`…`to` is free, and return it. */
function laneFor(lanes, from, to) {
    let lane = lanes.findIndex((end) => end < from);
    lane = lane < 0 ? lanes.length : lane;
    lanes[lane] = to;
    return lane;
}

/**
 * @returns {Object} `{ height, rows, links }`: the positions of title, period and marks of every row, and links from
 *     milestones to those that wait for them
 */
export function layOut(page) {
    let y = HEAD;
    const marks = new Map();
    const rows = page.rows.map((row) => {
        const top = y;
        y += TITLE;
        const lanes = [];
        const milestones = row.milestones.map((mark) => {
            const x = place(page, mark.planned);
            const expected = place(page, mark.expected);
            const isReached = ["reached", "reached_late"].includes(mark.situation);
            const label = shorten(mark.name);
            const right = Math.max(x, expected) + 16 + label.length * LETTER;
            const flip = right > WIDTH;
            const left = flip ? Math.min(x, expected) - 16 - label.length * LETTER : Math.min(x, expected) - 10;
            const lane = laneFor(lanes, left, flip ? Math.max(x, expected) + 12 : right);
            const [solid, dashed] = isReached ? [expected, x] : [x, expected];
            const drawn = { mark, x, expected, solid, dashed, y: y + (lane + 0.5) * LANE, label, flip };
            marks.set(mark.key, drawn);
            return drawn;
        });
        y += lanes.length * LANE;
        const shifts = [];
        const extensions = row.extensions.map((extension) => {
            const [x, to] = [place(page, extension.from), place(page, extension.to)];
            return { extension, x, to, y: y + (laneFor(shifts, x - 10, to + 40) + 0.5) * LANE };
        });
        y += shifts.length * LANE;
        const gathered = (list) => {
            const middle = y + LANE * 0.6;
            y += list.length ? LANE * 1.2 : 0;
            return list.map((mark) => ({
                mark,
                x: (place(page, mark.from) + place(page, mark.to)) / 2,
                y: middle,
                width: 18 + String(mark.n).length * 7,
            }));
        };
        const deadlines = gathered(row.deadlines);
        const steps = gathered(row.steps);
        y += 8;
        const period = row.period && [place(page, row.period[0]), place(page, row.period[1])];
        return { row, top, bottom: y, period, milestones, extensions, deadlines, steps };
    });
    const links = [];
    for (const to of marks.values()) {
        for (const key of to.mark.before.filter((each) => marks.has(each))) {
            const from = marks.get(key);
            const late = ["late", "delayed"].includes(to.mark.situation) && from.mark.expected > from.mark.planned;
            links.push({ key: `${key}>${to.mark.key}`, path: curve(from, to, late ? to.expected : to.x), late });
        }
    }
    return { height: y + 6, rows, links };
}

/** The SVG path of a link: from the expected day of one milestone to the mark at `x` of the one that waits for it. */
function curve(from, to, x) {
    const [x1, y1, x2, y2] = [from.expected, from.y, x - 9, to.y];
    const bend = Math.max(Math.abs(x2 - x1) / 3, 16);
    return `M ${x1} ${y1} C ${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** @returns {Object[]} `{ month, entries }` of the same page as a list, ordered by planned day */
export function byMonth(page) {
    const entries = [];
    for (const row of page.rows) {
        row.milestones.forEach((mark) => entries.push({ kind: "milestone", day: mark.planned, row, mark }));
        row.deadlines.forEach((mark) => entries.push({ kind: "deadlines", day: mark.from, row, mark }));
        row.steps.forEach((mark) => entries.push({ kind: "steps", day: mark.from, row, mark }));
        row.extensions.forEach((mark) => entries.push({ kind: "extension", day: mark.from, row, mark }));
    }
    entries.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    const months = new Map();
    for (const entry of entries) {
        const month = entry.day.slice(0, 7);
        months.set(month, [...(months.get(month) || []), entry]);
    }
    return [...months].map(([month, list]) => ({ month, entries: list }));
}

import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { Component, useState } from "@odoo/owl";
import { statusClass } from "@child_plan/status/status";

const ROWS = 6; // units shown until all are requested
/** How a unit performs on a target; a part of a sum is not compared with the target of the whole. */
const ACHIEVEMENTS = {
    behind: { label: _t("Behind"), class: statusClass("overdue"), icon: "fa-exclamation-circle" },
    on_track: { label: _t("On the way"), class: statusClass("in_time"), icon: "fa-play-circle" },
    reached: { label: _t("Reached"), class: statusClass("done_on_time"), icon: "fa-check-circle" },
};

/** The domain of the missing or due reports of `page`, of all units or of one row's. */
export function reportDomain(page, name, row) {
    const { base, [name]: figure } = page.reports;
    return [...base, ...(row ? [["unit_id", row.own ? "=" : "child_of", row.id]] : []), ...figure.domain];
}

/** The units with missing reports, and the lagging targets. */
export class ReportsTargets extends Component {
    static template = "child_plan.ReportsTargets";
    static props = {
        page: Object,
        dayText: String,
        onOpenReports: Function,
        onOpenTargets: Function,
        onOpenTarget: Function,
        onRemind: Function,
        onAsk: { type: Function, optional: true },
    };

    setup() {
        this.state = useState({ all: false });
    }

    get reports() {
        return this.props.page.reports;
    }

    /** The sections on targets: those set here, and how the unit performs on those of superior plans. */
    get sections() {
        const { targets, above } = this.props.page;
        const number = (figure) => formatInteger(figure.count);
        return [
            targets && { name: "targets", figures: targets, label: _t("Targets behind") },
            above && { name: "above", figures: above, label: _t("Own figures against targets of superior plans") },
        ]
            .filter(Boolean)
            .map(({ name, figures, label }) => ({
                name,
                label,
                known: figures.known.count,
                counts: [
                    { name: "behind", text: _t("%s behind", number(figures.behind)) },
                    { name: "known", text: _t("of %s with a figure", number(figures.known)) },
                    { name: "total", text: _t("%s targets in all", number(figures.total)) },
                ],
                rows: figures.rows.map((row) => ({ ...row, unit_achievement: ACHIEVEMENTS[row.unit_achievement] })),
                more: this.moreTargets(name, figures),
            }));
    }

    /** What opens the remaining rows: here the lagging targets, of superior plans all. */
    moreTargets(name, { behind, total, rows }) {
        const door = name === "above" ? "total" : "behind";
        const { count } = door === "total" ? total : behind;
        return count > rows.length ? { door, text: _t("Show all %s", formatInteger(count)) } : null;
    }

    /** The links of the section on reports, as text. */
    get words() {
        const { reports } = this;
        return {
            missing: reports && _t("%s not in", formatInteger(reports.missing.count)),
            due: reports && _t("of %s fallen due", formatInteger(reports.due.count)),
        };
    }

    get day() {
        return _t("as of %s", this.props.dayText);
    }

    get rows() {
        const rows = this.state.all ? this.reports.rows : this.reports.rows.slice(0, ROWS);
        return rows.map((row) => ({
            ...row,
            label: row.own ? _t("%s (own reports)", row.name) : row.name,
            remind: _t("Remind %s of its reports", row.name),
            ask: _t("Ask %s for a report", row.name),
            text: _t("%(missing)s of %(due)s", {
                missing: formatInteger(row.missing),
                due: formatInteger(row.due),
            }),
        }));
    }

    get more() {
        const hidden = this.reports.rows.length - this.rows.length;
        return hidden ? _t("Show %s more units", formatInteger(hidden)) : this.state.all ? _t("Show fewer") : "";
    }

    get leftOut() {
        const { left_out: count } = this.reports;
        return count ? _t("and %s more units", formatInteger(count)) : "";
    }
}

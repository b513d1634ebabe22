import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { Component, useState } from "@odoo/owl";

const ROWS = 6; // units shown before all are asked for

/** The domain of the reports of `page` that are missing or due, of all units or of those of one row. */
export function reportDomain(page, name, row) {
    const { base, [name]: figure } = page.reports;
    return [...base, ...(row ? [["unit_id", row.own ? "=" : "child_of", row.id]] : []), ...figure.domain];
}

/** Whose reports are missing, and which targets are behind. */
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

    get targets() {
        return this.props.page.targets;
    }

    /** The doors of both sections, in words. */
    get words() {
        const { reports, targets } = this;
        const day = _t("as of %s", this.props.dayText);
        const number = (figure) => formatInteger(figure.count);
        return {
            day,
            missing: reports && _t("%s not in", number(reports.missing)),
            due: reports && _t("of %s fallen due", number(reports.due)),
            behind: targets && _t("%s behind", number(targets.behind)),
            known: targets && _t("of %s with a figure", number(targets.known)),
            total: targets && _t("%s targets in all", number(targets.total)),
        };
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

    get moreTargets() {
        const { behind, rows } = this.targets;
        return behind.count > rows.length ? _t("Show all %s", formatInteger(behind.count)) : "";
    }
}

import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, onWillStart, useState } from "@odoo/owl";
import { figure } from "../report_grid/figures";

/** How a figure compares with its target: shown by words and icon, never by colour alone. */
export const ACHIEVEMENTS = {
    reached: { icon: "fa-check-circle text-success", label: _t("Reached") },
    on_track: { icon: "fa-arrow-circle-o-right text-info", label: _t("On the way") },
    behind: { icon: "fa-exclamation-triangle text-danger", label: _t("Behind") },
};

/**
 * The sums of a period, made directly from the units that filled in the figures. A figure opens the rows that it is
 * made of, a unit the table below it; every total says how many reports it is made of.
 */
export class Summary extends Component {
    static template = "child_plan.Summary";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ summary: null, loaded: false, failed: "" });
        const { context = {}, params = {} } = this.props.action;
        const period = params.period_id || context.child_plan_period_id || this.props.state?.period;
        onWillStart(() => this.load(period || null, this.props.state?.unit || null));
    }

    display = { controlPanel: {} };
    figure = figure;

    async load(periodId, unitId) {
        try {
            const request = this.orm.call("child.plan.report.summary", "get_summary", [periodId, unitId]);
            this.state.summary = await this.keepLast.add(request);
            this.state.failed = "";
        } catch (error) {
            this.state.failed = error.data?.message || _t("The figures could not be loaded.");
        }
        this.state.loaded = true;
    }

    get root() {
        return this.state.summary.path.at(-1);
    }

    get dayText() {
        return formatDate(deserializeDate(this.state.summary.period.cut_off));
    }

    get excel() {
        return `/child_plan/summary/${this.state.summary.period.id}/${this.root.id}`;
    }

    achievement(cell) {
        return ACHIEVEMENTS[cell.achievement];
    }

    base(cell) {
        return _t("%(reported)s of %(expected)s reports, %(in_time)s in time", cell);
    }

    onPeriod(ev) {
        return this.load(Number(ev.target.value), null);
    }

    openUnit(id) {
        return this.load(this.state.summary.period.id, id);
    }

    async run(method, ...args) {
        const action = await this.orm.call("child.plan.report.summary", method, [
            this.state.summary.period.id,
            ...args,
        ]);
        return this.action.doAction(action);
    }

    openCell(column, row) {
        return this.run("action_open_cell", column.id, row.id);
    }

    openWaiting() {
        return this.run("action_waiting", this.root.id);
    }
}

registry.category("actions").add("child_plan_summary", Summary);

import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, markup } from "@odoo/owl";
import { useServerPage } from "@child_plan/server_page/server_page";
import { statusClass, statusIcon } from "@child_plan/status/status";
import { Tabs, tabId } from "@child_plan/tabs/tabs";
import { Breakdown } from "./breakdown";
import { BAR, MEASURE_LABELS, MEASURE_STATUS, RATES, percent, rateOf, rowDomain } from "./figures";
import { HeatTable } from "./heat_table";
import { ReportsTargets, reportDomain } from "./reports";
import { UnitTiles } from "./unit_tiles";
import { WorkList } from "./work_list";

const FIGURES = ["open_overdue", "due_7", "due_30", "submitted", "extension"];

/** The leader's page: one request returns everything that is shown, and each number opens the rows that it counts. */
export class Dashboard extends Component {
    static template = "child_plan.Dashboard";
    static components = { Breakdown, DateTimeInput, HeatTable, ReportsTargets, Tabs, UnitTiles, WorkList };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.rates = RATES;
        this.tabId = tabId;
        const unit = this.props.action.context.child_plan_unit_id || null;
        const initial = { filters: { compare: 7, unit_id: unit }, view: { rate: "overdue_of_due", tab: "unit" } };
        Object.assign(this, useServerPage("child.plan.dashboard", initial));
    }

    get page() {
        return this.state.page;
    }

    /** The text announced by screen readers when the figures change. */
    get announcement() {
        if (this.state.loading) {
            return _t("Figures are being counted…");
        }
        return this.page?.unit && !this.state.error
            ? _t("Figures of %(unit)s as of %(day)s", { unit: this.page.unit.name, day: this.dayText })
            : "";
    }

    get dayText() {
        return formatDate(deserializeDate(this.page.day));
    }

    get day() {
        return deserializeDate(this.page.day);
    }

    /** The address of the page as a workbook. */
    get excel() {
        const { unit_id, plan_id, sector_id, compare } = this.filters;
        const asked = { unit_id: unit_id || this.page.unit.id, plan_id, sector_id, compare, day: this.page.day };
        return `/child_plan/steering?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value))}`;
    }

    get compareText() {
        return formatDate(deserializeDate(this.page.compare_day));
    }

    get parts() {
        const { measures } = this.page;
        const sum = BAR.reduce((total, name) => total + measures[name].count, 0);
        const rare = (name) => ["left_open", "suspended"].includes(name) && !measures[name].count;
        return BAR.filter((name) => !rare(name)).map((name) => ({
            name,
            label: MEASURE_LABELS[name],
            text: formatInteger(measures[name].count),
            share: percent(sum ? measures[name].count / sum : null),
            width: sum ? (100 * measures[name].count) / sum : 0,
            icon: statusIcon(MEASURE_STATUS[name]),
            class: `bg-child_plan_${MEASURE_STATUS[name]}`,
        }));
    }

    get figures() {
        return FIGURES.map((name) => {
            const { count, before } = this.page.measures[name];
            return {
                name,
                label: MEASURE_LABELS[name],
                text: formatInteger(count),
                icon: statusIcon(MEASURE_STATUS[name]),
                class: count ? statusClass(MEASURE_STATUS[name]) : "o_child_plan_status_none",
                trend: this.trend(count, before),
            };
        });
    }

    /** Missing reports and lagging targets, each with its total; left out if there are none. */
    get followed() {
        const { reports, targets, above } = this.page;
        return [
            reports && {
                name: "reports",
                label: _t("Reports not in"),
                count: reports.missing.count,
                before: reports.missing.before,
                of: _t("of %s fallen due that you may see", formatInteger(reports.due.count)),
                icon: "fa-file-text-o",
                open: () => this.openReports("missing"),
            },
            targets && this.targetsBehind("targets", _t("Targets behind")),
            above && this.targetsBehind("above", _t("Targets of superior plans behind")),
        ]
            .filter(Boolean)
            .map((figure) => ({
                ...figure,
                text: figure.unknown ? "–" : formatInteger(figure.count), // no data is not zero
                class: figure.count ? statusClass("overdue") : "o_child_plan_status_none",
                trend: figure.unknown ? null : this.trend(figure.count, figure.before),
            }));
    }

    targetsBehind(name, label) {
        const { behind, known } = this.page[name];
        return {
            name,
            label,
            count: behind.count,
            before: behind.before,
            unknown: !known.count,
            of: _t("of %s with a figure", formatInteger(known.count)),
            icon: "fa-bullseye",
            open: () => this.openTargets("behind", name),
        };
    }

    /** The change since the day of comparison, in words; empty if that day was not counted. */
    trend(count, before) {
        if (before === undefined) {
            return null;
        }
        const change = count - before;
        if (!change) {
            return { icon: "fa-minus", text: _t("unchanged") };
        }
        const number = formatInteger(Math.abs(change));
        return change > 0
            ? { icon: "fa-arrow-up", text: _t("%s more", number) }
            : { icon: "fa-arrow-down", text: _t("%s fewer", number) };
    }

    get rate() {
        const rate = rateOf(this.page, this.page.total, this.view.rate);
        return {
            ...rate,
            text: percent(rate.value),
            label: RATES[rate.name].label,
            fraction: `${formatInteger(rate.part)} / ${formatInteger(rate.whole)}`,
        };
    }

    get tabs() {
        const { heat, groups } = this.page;
        return [
            { name: "unit", label: _t("Units") },
            groups.unit.rows.length > 1 && { name: "tiles", label: _t("Tiles") },
            heat.length > 1 && { name: "heat", label: _t("Units and plans") },
            { name: "plan", label: _t("Plans") },
            groups.sector.rows.length > 1 && { name: "sector", label: _t("Sectors") },
            groups.level.rows.length > 1 && { name: "level", label: _t("Levels") },
        ].filter(Boolean);
    }

    get tab() {
        return this.tabs.some(({ name }) => name === this.view.tab) ? this.view.tab : "unit";
    }

    // -- opening records --

    openMeasure(name) {
        return this.openRows(MEASURE_LABELS[name], this.page.measures[name].domain);
    }

    /** Open the denominator of a rate, or only its numerator. */
    openRate(title, rowDomains, rate, part = true) {
        const statuses = this.page.rates[rate.name][part ? 0 : 1];
        return this.openRows(title, [...rowDomains, ["status", "in", statuses]]);
    }

    openRow(group, row, rate, part) {
        return this.openRate(row.name, rowDomain(this.page, group, row), rate, part);
    }

    openCell(unit, plan, rate) {
        const domain = [...rowDomain(this.page, "unit", unit), ...rowDomain(this.page, "plan", plan)];
        return this.openRate(`${unit.name} · ${plan.name}`, domain, rate, false);
    }

    openRows(title, domain) {
        const { base, context } = this.page;
        return this.openList(
            "child.plan.assignment",
            title,
            [...base, ...domain],
            ["kanban", "pivot", "graph"],
            context
        );
    }

    openReports(name, row) {
        const title =
            name === "missing" ? _t("Reports not in on %s", this.dayText) : _t("Reports due before %s", this.dayText);
        const domain = reportDomain(this.page, name, row);
        return this.openList("child.plan.report", row ? `${row.name} · ${title}` : title, domain, ["kanban", "pivot"]);
    }

    /** Open the targets that the figure `name` counts: those set here, or those of superior plans (`group` above). */
    openTargets(name, group = "targets") {
        const figures = this.page[group];
        const titles = {
            behind: _t("Targets behind on %s", this.dayText),
            known: _t("Targets with a figure on %s", this.dayText),
            total: _t("Targets"),
        };
        const title = titles[name];
        return this.openList(
            "child.plan.target",
            group === "above" ? _t("%(title)s: figures of %(unit)s", { title, unit: this.page.unit.name }) : title,
            figures[name].domain,
            ["kanban"],
            figures.context
        );
    }

    /** Open the rows that a figure counts, as a list or in one of the other `views`. */
    openList(model, title, domain, views, context = {}) {
        const empty = _t("Nothing to show");
        const why = _t("The figure on the page counts no rows. Go back by the way above.");
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: title,
            res_model: model,
            views: ["list", ...views, "form"].map((view) => [false, view]),
            domain,
            context,
            help: markup`<p class="o_view_nocontent_smiling_face">${empty}</p><p>${why}</p>`,
        });
    }

    openTarget(id, group) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "child.plan.target",
            res_id: id,
            views: [[false, "form"]],
            context: this.page[group].context,
        });
    }

    openAssignment(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "child.plan.assignment",
            res_id: id,
            views: [[false, "form"]],
            context: this.page.context,
        });
    }

    // -- filters --

    onDay(day) {
        return this.applyFilters({ day: day ? serializeDate(day) : false });
    }

    onCompare(ev) {
        return this.applyFilters({ compare: Number(ev.target.value) });
    }

    /** A row of the units leads down the tree; one of the plans or sectors narrows the page to it. */
    onDrill(group, id) {
        return this.applyFilters({ [`${group}_id`]: id });
    }

    onRate(ev) {
        this.view.rate = ev.target.value;
    }

    onPrint() {
        window.print();
    }

    // -- actions --

    /** Call the button `method` of `model` on `ids`, and reload the page. */
    async act(model, method, ids) {
        const result = await this.orm.call(model, method, [ids]);
        await this.follow(result);
    }

    /** Request a report from the unit of `row`, or from the units chosen in the dialog. */
    onAsk(row) {
        const context = { default_unit_ids: row ? [row.id] : [] };
        const plan = this.filters.plan_id;
        return this.follow({
            type: "ir.actions.act_window",
            name: _t("Ask for a report"),
            res_model: "child.plan.report.ask",
            views: [[false, "form"]],
            target: "new",
            context: plan ? { ...context, default_plan_id: plan } : context,
        });
    }

    async remindUnit(row) {
        const base = [...this.page.base, ...rowDomain(this.page, "unit", row)];
        await this.follow(await this.orm.call("child.plan.dashboard", "remind_overdue", [base]));
    }

    async remindReports(row) {
        const domain = reportDomain(this.page, "missing", row);
        await this.follow(await this.orm.call("child.plan.dashboard", "remind_reports", [domain]));
    }

    async follow(action) {
        if (action?.type === "ir.actions.act_window" && action.target === "new") {
            return this.action.doAction(action, { onClose: () => this.load() });
        }
        if (action?.type) {
            await this.action.doAction(action);
        }
        return this.load();
    }
}

registry.category("actions").add("child_plan.dashboard", Dashboard);

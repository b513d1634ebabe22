import { useChildSubEnv } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { ControlPanel } from "@web/search/control_panel/control_panel";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { registerLazyViews } from "@child_plan/status_strip/lazy_views";
import { StatusSearchModel } from "@child_plan/status_strip/status_search_model";

/** The control panel of money: says of which day all sums are, and lets another day be chosen. */
export class MoneyControlPanel extends ControlPanel {
    static template = "child_plan_budget.MoneyControlPanel";
    static components = { ...ControlPanel.components, DateTimeInput };

    get searchModel() {
        return this.env.searchModel;
    }

    get day() {
        return deserializeDate(this.searchModel.day);
    }

    get today() {
        return deserializeDate(this.searchModel.today);
    }

    /** Days that finance offices ask for. */
    get monthEnd() {
        return this.today.startOf("month").minus({ days: 1 });
    }

    get yearEnd() {
        return this.today.startOf("year").minus({ days: 1 });
    }

    /** A day to come is today: nothing is known of it yet. */
    async chooseDay(day) {
        if (!this.env.beforeDay || (await this.env.beforeDay())) {
            this.searchModel.setAsOf(day && day < this.today ? serializeDate(day) : false);
        }
    }
}

/** The foot of a list never adds up several budget years: money of one year is not that of another. */
export class MoneyListRenderer extends ListRenderer {
    computeAggregates() {
        const { selection, records, isGrouped, groups, groupBy } = this.props.list;
        let years = (selection.length || !isGrouped ? (selection.length ? selection : records) : []).map(
            ({ data }) => data.year
        );
        if (!years.length && groupBy[0] === "year") {
            years = groups.map(({ value }) => value);
        }
        return new Set(years).size > 1 ? {} : super.computeAggregates();
    }
}

/** What was typed in is saved before the same line of another day is shown. */
export class MoneyFormController extends FormController {
    setup() {
        super.setup();
        useChildSubEnv({ beforeDay: () => this.model.root.save() });
    }
}

const ofDay = { SearchModel: StatusSearchModel, ControlPanel: MoneyControlPanel };
const viewRegistry = registry.category("views");

viewRegistry.add("child_plan_money_list", { ...listView, ...ofDay, Renderer: MoneyListRenderer });
viewRegistry.add("child_plan_money_kanban", { ...kanbanView, ...ofDay });
viewRegistry.add("child_plan_money_form", { ...formView, ...ofDay, Controller: MoneyFormController });
registerLazyViews((type, view) => viewRegistry.add(`child_plan_money_${type}`, { ...view, ...ofDay }, { force: true }));

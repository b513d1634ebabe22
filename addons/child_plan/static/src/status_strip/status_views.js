import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { registerLazyViews } from "./lazy_views";
import { withStatusColors } from "./status_graph";
import { StatusSearchModel } from "./status_search_model";
import { StatusStrip } from "./status_strip";

/** Columns of a past day, and those that only say how things are today. */
const OF_DAY = new Set(["deadline_on", "state_on"]);
const OF_TODAY = new Set([
    ...["due_on", "in_time_until", "first_due_on", "submitted_on", "confirmed_on", "state", "progress"],
    ...["officer_id", "deliverable_text", "activity_ids"],
]);

/** Lists and kanbans of assignments below a strip of counts. */
export class StatusListRenderer extends ListRenderer {
    static template = "child_plan.StatusListRenderer";
    static components = { ...ListRenderer.components, StatusStrip };
    static stripVariant = "all";

    /** Hide columns whose values the headings of the groups already show, and on a past day all that is of today. */
    getActiveColumns() {
        const { groupBy = [], context } = this.props.list;
        const isPast = Boolean(context.child_plan_as_of);
        return super
            .getActiveColumns()
            .filter(({ name, type }) => !groupBy.includes(name) && !(isPast && type === "button_group"))
            .filter(({ name }) => !(isPast ? OF_TODAY : OF_DAY).has(name));
    }
}

export class StatusKanbanRenderer extends KanbanRenderer {
    static template = "child_plan.StatusKanbanRenderer";
    static components = { ...KanbanRenderer.components, StatusStrip };
    static stripVariant = "all";
}

const viewRegistry = registry.category("views");

for (const variant of ["all", "work", "board"]) {
    viewRegistry.add(`child_plan_${variant}_list`, {
        ...listView,
        SearchModel: StatusSearchModel,
        Renderer: class extends StatusListRenderer {
            static stripVariant = variant;
        },
    });
    viewRegistry.add(`child_plan_${variant}_kanban`, {
        ...kanbanView,
        SearchModel: StatusSearchModel,
        Renderer: class extends StatusKanbanRenderer {
            static stripVariant = variant;
        },
    });
}

// Pivots and graphs keep the day chosen above a list, and the status colours.
registerLazyViews((type, odooView) => {
    const view = { ...odooView, SearchModel: StatusSearchModel };
    if (type === "graph") {
        view.Renderer = withStatusColors(view.Renderer);
    }
    viewRegistry.add(`child_plan_${type}`, view, { force: true });
});

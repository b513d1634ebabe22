import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarRenderer } from "@web/views/calendar/calendar_renderer";
import { calendarView } from "@web/views/calendar/calendar_view";
import { registry } from "@web/core/registry";
import { statusClass } from "@child_plan/status/status";
import { StatusSearchModel } from "@child_plan/status_strip/status_search_model";

/** Deadlines in the colour of their status. */
export class StatusCalendarCommonRenderer extends CalendarCommonRenderer {
    eventClassNames({ event }) {
        const status = this.props.model.records[event.id]?.rawRecord.status;
        return [...super.eventClassNames(...arguments), ...(status ? statusClass(status).split(" ") : [])];
    }
}

export class StatusCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: StatusCalendarCommonRenderer,
        week: StatusCalendarCommonRenderer,
        month: StatusCalendarCommonRenderer,
    };
}

registry.category("views").add("child_plan_calendar", {
    ...calendarView,
    Renderer: StatusCalendarRenderer,
    SearchModel: StatusSearchModel,
});

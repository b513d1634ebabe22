import { Domain } from "@web/core/domain";
import { SearchModel } from "@web/search/search_model";

const { DateTime } = luxon;

/** The administration's time zone, as in the server's lib/clock.py. */
const TIME_ZONE = "Asia/Ho_Chi_Minh";

/** What today's state and deadline are called on a past day. */
const OF_THAT_DAY = { state: "state_on", due_on: "deadline_on" };

/** A relative date in the server's domains: today, or some days from it. */
const RELATIVE_DAY = /^today(?: ([+-]\d+)d)?$/;

/**
 * @param {any} domain a domain, or a part of one
 * @param {string} day ISO date
 * @returns {any} the same with dates like "today +7d" counted from `day`
 */
export function resolveDays(domain, day) {
    if (Array.isArray(domain)) {
        return domain.map((part) => resolveDays(part, day));
    }
    const match = typeof domain === "string" && domain.match(RELATIVE_DAY);
    return match
        ? DateTime.fromISO(day)
              .plus({ days: Number(match[1] || 0) })
              .toISODate()
        : domain;
}

/**
 * A search model with a day (`asOf`, an ISO date, or false for today). The day is sent with every request, so that
 * rows, groups and counts are all as of that day, and "today" in the domains of filters means that day. It is kept when
 * the view or the breadcrumb changes, but not in favourites.
 */
export class StatusSearchModel extends SearchModel {
    setup() {
        super.setup(...arguments);
        this.asOf = false;
    }

    async load(config) {
        this.asOf = config.context?.child_plan_as_of || false;
        return super.load(config);
    }

    exportState() {
        return { ...super.exportState(), asOf: this.asOf };
    }

    _importState(state) {
        super._importState(state);
        this.asOf = state.asOf || false;
        // The rows are read anew, so the counts beside them have to be, too.
        Object.assign(this.searchPanelInfo, { loaded: false, shouldReload: true });
    }

    get context() {
        const context = super.context;
        if (this.asOf) {
            context.child_plan_as_of = this.asOf;
        }
        return context;
    }

    /** On a past day, groups by the state or deadline are those of that day. */
    get groupBy() {
        const groupBy = super.groupBy;
        return this.asOf ? groupBy.map((item) => item.replace(/^\w+/, (name) => OF_THAT_DAY[name] || name)) : groupBy;
    }

    get today() {
        return DateTime.now().setZone(TIME_ZONE).toISODate();
    }

    get day() {
        return this.asOf || this.today;
    }

    _getDomain(params = {}) {
        const domain = super._getDomain(params);
        if (params.raw) {
            return domain;
        }
        // Work that had not been given yet on that day is not in the list of that day.
        const isPastWork = this.asOf && this.resModel === "child.plan.assignment";
        const given = isPastWork ? [["given_on", "<=", this.asOf]] : [];
        return resolveDays(Domain.and([domain, given]).toList(), this.day);
    }

    /** Show everything as of `day` (an ISO date), or as of today if it is false. */
    setAsOf(day) {
        if (day !== this.asOf) {
            this.asOf = day;
            this._notify();
        }
    }

    /** @returns {Set<string>} which of the filters with these `names` are on */
    activeFilters(names) {
        const ids = new Set(this.query.map((element) => element.searchItemId));
        const active = Object.values(this.searchItems).filter(
            (item) => item.type === "filter" && names.includes(item.name) && ids.has(item.id)
        );
        return new Set(active.map((item) => item.name));
    }

    /** Turn the filter `name` on and all others of `names` off; without a name, all of them. */
    showOnly(name, names) {
        this.query = this._queryWithout(names);
        const item = Object.values(this.searchItems).find((each) => each.type === "filter" && each.name === name);
        if (item) {
            this.query.push({ searchItemId: item.id });
        }
        this._notify();
    }

    /** @returns {Array} the domain of the search as it would be with the filters `names` off */
    domainWithout(names) {
        const query = this.query;
        this.query = this._queryWithout(names);
        try {
            return this._getDomain();
        } finally {
            this.query = query;
        }
    }

    _queryWithout(names) {
        return this.query.filter(({ searchItemId }) => {
            const item = this.searchItems[searchItemId];
            return item.type !== "filter" || !names.includes(item.name);
        });
    }
}

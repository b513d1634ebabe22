import { router } from "@web/core/browser/router";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { onWillStart, useComponent, useState } from "@odoo/owl";

/** The filters that stand in the address, too, so that the browser's Back keeps them. */
const IN_ADDRESS = ["day", "compare", "unit_id", "plan_id", "sector_id"];

/** Whether the page is opened by its address: Back, Forward, reload; else the address is still that of the page before. */
let byAddress = true;
window.addEventListener("popstate", () => (byAddress = true), true);
for (const type of ["click", "keydown"]) {
    window.addEventListener(type, () => (byAddress = false), true);
}

/**
 * Loads and keeps the state of a client action that is one page: a single request (`get_page` of `model`, with the
 * filters) returns everything that it shows.
 *
 * Filters and display choices (`view`) are restored when the user opens something and comes back. While the page is
 * loading, or if loading failed or was refused, `state` says so.
 *
 * @param {string} model
 * @param {Object} initial
 * @param {Object} initial.filters the filters of the first request
 * @param {Object} initial.view the display choices at first
 * @param {Function} [prepare] is called with the page before it is shown
 * @returns {Object} `{ filters, view, state: { page, error, loading }, load, applyFilters }`; `applyFilters` changes
 *     some of the filters and loads the page again
 */
export function useServerPage(model, initial, prepare = () => {}) {
    const orm = useService("orm");
    const keepLast = new KeepLast();
    const { props } = useComponent();
    const kept = props.state || initial;
    const { filters } = kept;
    if (!props.state && byAddress) {
        for (const name of IN_ADDRESS.filter((each) => router.current[each])) {
            filters[name] = router.current[name];
        }
    }
    const view = useState(kept.view);
    const state = useState({ page: null, error: null, loading: true });

    async function load() {
        state.loading = true;
        state.error = null;
        try {
            const page = await keepLast.add(orm.silent.call(model, "get_page", [], filters));
            prepare(page);
            state.page = page;
        } catch (error) {
            const refused = error.exceptionName === "odoo.exceptions.AccessError";
            state.error = { refused, message: refused ? error.data.message : "" };
        }
        state.loading = false;
    }

    function applyFilters(changed) {
        Object.assign(filters, changed);
        props.updateActionState?.(Object.fromEntries(IN_ADDRESS.map((name) => [name, filters[name] || undefined])));
        return load();
    }

    useSetupAction({ getLocalState: () => ({ filters, view: { ...view } }) });
    onWillStart(() => {
        load(); // not awaited: the page says that it is loading
    });
    return { filters, view, state, load, applyFilters };
}

import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { onWillStart, useComponent, useState } from "@odoo/owl";

/**
 * A client action that is one page: a single request (`get_page` of `model`, with the filters) tells all that it shows.
 *
 * Filters and the choices of the eye (`view`) are kept when the user opens something and comes back. While it loads, and
 * when it could not be loaded or was refused, the page says so.
 *
 * @param {string} model
 * @param {Object} first
 * @param {Object} first.filters what is asked for at first
 * @param {Object} first.view what the eye has chosen at first
 * @param {Function} [prepare] gets the page before it is shown
 * @returns {Object} `{ filters, view, state: { page, error, loading }, load, show }`; `show` asks with changed filters
 */
export function useServerPage(model, first, prepare = () => {}) {
    const orm = useService("orm");
    const keepLast = new KeepLast();
    const kept = useComponent().props.state || first;
    const { filters } = kept;
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

    function show(changed) {
        Object.assign(filters, changed);
        return load();
    }

    useSetupAction({ getLocalState: () => ({ filters, view: { ...view } }) });
    onWillStart(() => {
        load(); // not awaited: the page says that it is loading
    });
    return { filters, view, state, load, show };
}

import { download } from "@web/core/network/download";
import { patch } from "@web/core/utils/patch";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { ListController } from "@web/views/list/list_controller";

/** The environment of the list that was opened last, from which a file is downloaded. */
let listEnv = null;

/**
 * @param {import("@web/search/search_model").SearchModel} searchModel
 * @returns {string} the filters of the list in words
 */
export function filtersInWords(searchModel) {
    return searchModel.facets
        .filter((facet) => facet.type !== "groupBy")
        .map(({ title, values, separator = "," }) => {
            const words = values.join(` ${separator.trim()} `);
            return title ? `${title}: ${words}` : words;
        })
        .join("; ");
}

for (const Controller of [ListController, KanbanController]) {
    patch(Controller.prototype, {
        setup() {
            super.setup();
            if (!this.env.inDialog) {
                listEnv = this.env;
            }
        },
    });
}

// Odoo sends the domain only; whoever reads the file wants to know which list it was.
patch(download, {
    _download(options) {
        if (options.url === "/web/export/xlsx" && listEnv) {
            const data = JSON.parse(options.data.data);
            data.title = listEnv.config.getDisplayName();
            data.filters = filtersInWords(listEnv.searchModel);
            options = { ...options, data: { ...options.data, data: JSON.stringify(data) } };
        }
        return super._download(options);
    },
});

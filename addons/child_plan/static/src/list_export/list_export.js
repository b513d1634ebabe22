import { _t } from "@web/core/l10n/translation";
import { download } from "@web/core/network/download";
import { formatInteger } from "@web/views/fields/formatters";
import { patch } from "@web/core/utils/patch";
import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { ListController } from "@web/views/list/list_controller";
import { Issuing } from "../issuing/issuing";

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

// Odoo sends the domain only; whoever reads the file wants to know which list it was. A long list is written in the
// background.
patch(download, {
    async _download(options) {
        if (options.url === "/web/export/xlsx" && listEnv) {
            const data = JSON.parse(options.data.data);
            data.title = listEnv.config.getDisplayName();
            data.filters = filtersInWords(listEnv.searchModel);
            const { action, orm } = listEnv.services;
            const progress = await orm.call("child.plan.export", "begin", [data]);
            if (progress) {
                return action.doAction(progress);
            }
            options = { ...options, data: { ...options.data, data: JSON.stringify(data) } };
        }
        return super._download(options);
    },
});

/** The progress of a long list. */
export class ExportProgress extends Issuing {
    static fields = { total: "total", error: "error" };
    static running = "waiting";

    get progress() {
        return _t("The file is being written: %(done)s of %(total)s rows", {
            done: formatInteger(this.state.done),
            total: formatInteger(this.total),
        });
    }
}

registry.category("fields").add("child_plan_export", {
    component: ExportProgress,
    displayName: _t("Progress of a list for Excel"),
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "total", type: "integer" },
        { name: "error", type: "char" },
    ],
});

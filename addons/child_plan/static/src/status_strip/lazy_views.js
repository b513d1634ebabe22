import { registry } from "@web/core/registry";

const viewRegistry = registry.category("views");

/**
 * Registers our pivots and graphs once Odoo has loaded its own, which come in a separate bundle when one is opened.
 *
 * @param {(type: string, view: Object) => void} make called with "pivot" and "graph" and Odoo's view
 */
export function registerLazyViews(make) {
    for (const type of ["graph", "pivot"]) {
        if (viewRegistry.contains(type)) {
            make(type, viewRegistry.get(type));
        }
    }
    viewRegistry.addEventListener("UPDATE", ({ detail: { operation, key } }) => {
        if (operation === "add" && ["graph", "pivot"].includes(key)) {
            make(key, viewRegistry.get(key));
        }
    });
}

import { statusClass } from "@child_plan/status/status";

/** @returns {string} the colour of `status` in the theme, for what is drawn on a canvas */
export function statusColor(status) {
    const probe = document.createElement("i");
    probe.className = statusClass(status);
    document.body.append(probe);
    const color = getComputedStyle(probe).getPropertyValue("--child-plan-status").trim();
    probe.remove();
    return color;
}

/**
 * @param {typeof import("@web/views/graph/graph_renderer").GraphRenderer} GraphRenderer
 * @returns {typeof GraphRenderer} a renderer that draws each status in its usual colour
 */
export const withStatusColors = (GraphRenderer) =>
    class StatusGraphRenderer extends GraphRenderer {
        /** @returns {string | undefined} the colour of the status that a label like "Health / Overdue" names */
        colorOfLabel(label) {
            const selection = this.model.metaData.fields.status?.selection || [];
            const parts = String(label).split(" / ");
            const status = selection.find(([, name]) => parts.includes(name));
            return status && statusColor(status[0]);
        }

        getBarChartData() {
            const data = super.getBarChartData();
            for (const dataset of this.model.data.datasets) {
                dataset.backgroundColor =
                    this.colorOfLabel(dataset.label) ||
                    data.labels.map((label) => this.colorOfLabel(label) || dataset.backgroundColor);
            }
            return data;
        }

        getPieChartData() {
            const data = super.getPieChartData();
            for (const dataset of data.datasets) {
                const colors = data.labels.map(
                    (label, index) => this.colorOfLabel(label) || dataset.backgroundColor[index]
                );
                Object.assign(dataset, { backgroundColor: colors, hoverBackgroundColor: colors });
            }
            return data;
        }
    };

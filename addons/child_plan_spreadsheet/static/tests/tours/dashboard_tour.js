import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";

const dashboard = ".o_spreadsheet_dashboard_action .o-dashboard-clickable-cell";

/** Press the last entry of the menu Plans, and look at what the spreadsheet then shows. */
registry.category("web_tour.tours").add("child_plan_spreadsheet", {
    steps: () => [
        { trigger: ".o_main_navbar [data-menu-xmlid='child_plan.child_plan_menu_plans']", run: "click" },
        {
            trigger: ".dropdown-item[data-menu-xmlid='child_plan_spreadsheet.child_plan_spreadsheet_menu']",
            run: "click",
        },
        { trigger: ".o_spreadsheet_dashboard_action .o_search_panel .active:contains(Work and money of plans)" },
        { trigger: ".o_spreadsheet_dashboard_action .o-figure", run: noCellIsInError, timeout: 60000 },
        { trigger: dashboard, run: numbersAreTheServers },
        { content: "the heading opens the work, by status", trigger: dashboard, run: "click" },
        { trigger: ".o_list_view .o_group_header:contains(Open, overdue)" },
    ],
});

async function noCellIsInError() {
    const model = findModel();
    const deadline = Date.now() + 40000;
    while (texts(model).includes("Loading...")) {
        if (Date.now() > deadline) {
            throw new Error("The spreadsheet is still loading");
        }
        await new Promise((done) => setTimeout(done, 200));
    }
    const errors = texts(model).filter((text) => /^#[A-Z]/.test(text));
    if (errors.length) {
        throw new Error(`Cells in error: ${errors.join(", ")}`);
    }
}

async function numbersAreTheServers() {
    const counts = await rpc("/web/dataset/call_kw/child.plan.assignment/get_status_counts", {
        model: "child.plan.assignment",
        method: "get_status_counts",
        args: [[["plan_id.state", "=", "issued"]]],
        kwargs: {},
    });
    const model = findModel();
    const [sheetId] = model.getters.getSheetIds();
    for (const [row, expected] of [
        [13, counts.by_status.overdue],
        [16, counts.total],
    ]) {
        const { value } = model.getters.getEvaluatedCell({ sheetId, col: 1, row });
        if (value !== expected || !expected) {
            throw new Error(`Row ${row + 1} shows ${value}, the server counts ${expected}`);
        }
    }
}

/** What every cell of every sheet shows. */
function texts(model) {
    const cells = model.getters.getSheetIds().flatMap((sheetId) => model.getters.getEvaluatedCells(sheetId));
    return cells.map((cell) => cell.formattedValue);
}

/** The model of the spreadsheet on the screen: that of the first component that has one. */
function findModel(node = odoo.__WOWL_DEBUG__.root.__owl__) {
    if (node.component.props.model?.getters?.getEvaluatedCell) {
        return node.component.props.model;
    }
    return Object.values(node.children).reduce((found, child) => found || findModel(child), undefined);
}

import { registry } from "@web/core/registry";
import { atHome, dialogClosed, hasRows, openMenu, reached } from "@child_plan/../tests/tours/steps";

/** Hand in the document that the test has made, as the browser's dialog would. */
const handIn = {
    trigger: ".modal .o_child_plan_upload_target button",
    async run({ anchor }) {
        const input = anchor.parentElement.querySelector("input");
        const bytes = await (await fetch("/web/content/child_plan.test_document")).blob();
        const chosen = new DataTransfer();
        chosen.items.add(new File([bytes], "ke-hoach.docx"));
        input.files = chosen.files;
        input.dispatchEvent(new Event("change"));
    },
};

const row = (words) => `.o_child_plan_review_row:contains(${words})`;

/** A signed DOCX comes in, is reviewed with keys and clicks, becomes a draft plan, and is issued. */
registry.category("web_tour.tours").add("child_plan_import", {
    steps: () => [
        atHome,
        ...openMenu("plans", "import"),
        { trigger: ".o_control_panel button:contains(Import a document)", run: "click" },
        handIn,
        { content: "what was read", trigger: `${row("Rà soát danh sách")}` },
        { trigger: "details.o_child_plan_review_doubts li:contains(Hội Chữ thập đỏ)" },
        {
            content: "the doubt opens the unit",
            trigger: "details.o_child_plan_review_doubts li:contains(Hội Chữ thập đỏ) button:first",
            run: "click",
        },
        { trigger: `${row("Hội Chữ thập đỏ")} .o_child_plan_unit_edit .o-autocomplete input`, run: "edit Mặt trận A" },
        { trigger: ".o-autocomplete--dropdown-item a:contains(Mặt trận A)", run: "click" },
        { trigger: `${row("Hội Chữ thập đỏ")} .o_child_plan_unit[data-match='matched']` },
        {
            content: "no doubt about units is left",
            trigger: "body:not(:has(.o_child_plan_review_doubts li:contains(Hội Chữ thập đỏ)))",
        },

        { trigger: row("Rà soát danh sách"), run: "click" },
        { content: "its place in the text", trigger: ".o_child_plan_mark_selected:contains(Rà soát)" },
        { trigger: `${row("Rà soát danh sách")}.o_child_plan_review_selected`, run: "press Enter" },
        {
            trigger: `${row("Rà soát danh sách")} input[name='deliverable'], input[name='deliverable']`,
            run: "edit Danh sách && press Tab",
        },
        { trigger: `${row("Product: Danh sách")}, .o_child_plan_review_bar:contains(All saved)` },
        { trigger: "body", run: "press Escape" },
        { trigger: `${row("Danh sách")} .o_child_plan_review_facts:contains(Danh sách)` },

        { trigger: row("Tặng quà"), run: "click" },
        { trigger: `${row("Tặng quà")}.o_child_plan_review_selected button:contains(Drop)`, run: "click" },
        { trigger: ".o_child_plan_review_reason", run: "edit Is said elsewhere && press Enter" },
        { trigger: `${row("Tặng quà")}:contains(Is said elsewhere)` },

        { trigger: ".o_child_plan_review_bar:contains(6 tasks)" },
        { trigger: ".o_child_plan_review_make", run: "click" },
        reached("draft"),
        { trigger: "button[name='action_check']", run: "click" },
        hasRows(6, ".modal [name='task_ids']"),
        { trigger: ".modal button[name='action_issue']", run: "click" },
        dialogClosed,
        reached("issued"),
    ],
});

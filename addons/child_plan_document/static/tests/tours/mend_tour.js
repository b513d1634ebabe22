import { registry } from "@web/core/registry";
import { reached } from "@child_plan/../tests/tours/steps";

const MOST_ACTIONS = 25;
const row = (words) => `.o_child_plan_review_row:contains(${words})`;
const chosen = (words) => `${row(words)}.o_child_plan_review_selected`;
const doubt = (words) => `.o_child_plan_review_doubts li:contains(${words}) button:first`;
const looked = (words) => `.o_child_plan_review_doubts li:contains(${words}) button[aria-label='Looked at']`;
const button = (place, words) => `${place} .o_child_plan_review_actions button:contains(${words})`;

const steps = [
    // the number is given when the paper is signed
    { trigger: looked("number is left blank"), run: "click" },

    // a unit that the tree lacks is added
    { trigger: doubt("Ban An toàn giao thông"), run: "click" },
    { trigger: `${row("Ban An toàn giao thông")} .o_child_plan_unit_propose`, run: "click" },
    { trigger: ".o_child_plan_unit_proposal button:contains(Add this unit)", run: "click" },
    { trigger: `${row("Ban An toàn giao thông")} .o_child_plan_unit[data-match='matched']` },

    // a part whose heads were taken for nothing: one of them is a unit
    { trigger: row("Nhóm áo xanh"), run: "click" },
    { trigger: `${chosen("Nhóm áo xanh")} .o_child_plan_review_again`, run: "select unit" },
    { trigger: ".modal li:contains(Nhóm cờ đỏ)" },
    { trigger: ".modal .btn-primary:contains(Take it over)", run: "click" },
    { trigger: "body:not(:has(.modal))" },

    // a name that runs on into the task
    { trigger: doubt("đưa tiêu chí"), run: "click" },
    { trigger: `${row("đưa tiêu chí")} .o_child_plan_unit_choices button:contains(Yes)`, run: "click" },
    { trigger: `${row("đưa tiêu chí")} .o_child_plan_unit[data-match='matched']` },
    { trigger: row("xét khu dân cư"), run: "click" },
    { trigger: button(chosen("xét khu dân cư"), "Edit"), run: "click" },
    {
        trigger: ".o_child_plan_review_wording",
        run: "edit đưa tiêu chí an toàn giao thông vào bình xét khu dân cư văn hóa && press Enter",
    },
    { trigger: row("đưa tiêu chí an toàn giao thông vào bình xét khu dân cư văn hóa") },

    // what goes on all the time
    { trigger: row("phát thanh ít nhất"), run: "click" },
    { trigger: button(chosen("phát thanh ít nhất"), "Edit"), run: "click" },
    { trigger: ".o_child_plan_review_selected select[name=recurrence]", run: "select regular" },
    { trigger: ".o_child_plan_review_selected:contains(accepted)" },

    // targets that stand inside a task
    { trigger: row("ký cam kết"), run: "click" },
    { trigger: button(chosen("ký cam kết"), "Take its targets out"), run: "click" },
    { trigger: ".o_child_plan_review_row[data-kind=target]:contains(trường ký cam kết)" },

    { trigger: ".o_child_plan_review_make", run: "click" },
    // "các tổ chức chính trị - xã hội huyện", whom the same heading names, are not in the tree
    { trigger: ".modal-footer .btn-primary:contains(Create the draft plan all the same)", run: "click" },
    reached("draft"),
];

/** From a document that was misread to the right draft, on a desk and on a phone. */
registry.category("web_tour.tours").add("child_plan_mend", {
    steps: () => {
        const actions = steps.filter((step) => step.run).length;
        if (actions > MOST_ACTIONS) {
            throw new Error(`${actions} actions to mend the document, ${MOST_ACTIONS} are allowed`);
        }
        return steps;
    },
});

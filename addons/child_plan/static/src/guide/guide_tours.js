import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

/**
 * The quick guides, one for each role. They run as help, step by step at the user's pace, and as tests.
 *
 * Steps only show: what the user has to click opens or filters something, but never changes data. On an empty screen
 * the step points at the explanation that is shown there instead, so that the guide can continue.
 */
const EMPTY = ".o_view_nocontent, .o_child_plan_dashboard_empty";

const step = (trigger, content, more) => ({ trigger, content, run: "click", tooltipPosition: "bottom", ...more });
export const orEmpty = (trigger, content, more) => step(`${trigger}, ${EMPTY}`, content, more);

const chip = (name, content) => step(`.o_child_plan_chip[data-filter='${name}']`, content);

/** A menu entry. On a phone it is hidden behind the menu button, and the guide skips it. */
export function menu(section, item, content) {
    const entry = (name) => `[data-menu-xmlid$='.child_plan_menu_${name}']`;
    const desktop = { isActive: ["desktop"] };
    return [
        step(`.o_menu_sections ${entry(section)}`, content, desktop),
        step(`.o-dropdown--menu ${entry(item)}`, content, desktop),
    ];
}

const back = (content) => orEmpty(".o_back_button, .o_breadcrumb .breadcrumb-item:not(.active) a", content);

export const last = () =>
    step(
        ".o_user_menu button, .o_mobile_menu_toggle",
        _t("Here are your preferences: how often you are told, quiet hours, your calendar; and this guide.")
    );

const officer = (row) => [
    chip(
        "overdue",
        _t("What your unit owes. Each number shows exactly the work that it counts: first what is overdue.")
    ),
    chip("all", _t("Everything that is open, the most urgent first.")),
    orEmpty(
        `${row} button[name='action_update']`,
        _t("Update takes a minute: how far it is, the result in a sentence, the files.")
    ),
    step(
        `.modal .btn-close, .modal .o_form_button_cancel, ${EMPTY}`,
        _t("Hand it in when it is done. More time is asked for with a reason, before the deadline. Close this for now.")
    ),
    chip("submitted", _t("What you have handed in waits here until it is confirmed or returned.")),
    last(),
];

const measure = (content) => orEmpty(".o_child_plan_figure[data-measure='open_overdue']", content);
const tab = (content, ...names) =>
    orEmpty(names.map((name) => `.o_child_plan_dashboard_groups [data-tab='${name}']`).join(", "), content);

export const openRow = (content) =>
    orEmpty(".o_data_row td[name='name'], .o_kanban_record:not(.o_kanban_ghost)", content);

const GUIDES = {
    officer: { url: "/odoo/my-unit-work", steps: () => officer(".o_data_row") },
    officer_phone: { url: "/odoo/my-unit-work", steps: () => officer(".o_kanban_record") },
    leader: {
        url: "/odoo/steering",
        steps: () => [
            measure(_t("What is wrong comes first. Every number opens exactly the work that it counts.")),
            back(_t("From here you remind, or open one task. Back to the page.")),
            tab(
                _t("Units compared by a rate that names its denominator. A unit's name goes down the tree."),
                "tiles",
                "plan"
            ),
            orEmpty(
                ".o_child_plan_work_list [data-tab='submitted']",
                _t("What units have handed in: confirm or return it here, for one row or all that are ticked.")
            ),
            ...menu("plans", "meeting", _t("What you put on the agenda stands in the list of the next meeting.")),
            last(),
        ],
    },
    standing: {
        url: "/odoo/child-plans",
        steps: () => [
            openRow(_t("The plans that your office keeps. Open one: its tasks stand as they are printed.")),
            orEmpty(
                ".o_form_view .o_button_more",
                _t("Here is what belongs to the plan: its work, targets, reports and more."),
                {
                    isActive: ["mobile"],
                }
            ),
            orEmpty(
                ".o_form_view button[name='action_view_assignments'], .o-form-buttonbox-small [name='action_view_assignments']",
                _t("A plan that is issued has given its work to the units: here is all of it, with who is late.")
            ),
            ...menu("reports", "report_received", _t("Reports of the units: what is missing, what is to be accepted.")),
            last(),
        ],
    },
    admin: {
        url: "/odoo/action-child_plan.child_plan_unit_action",
        steps: () => [
            orEmpty(
                ".o_hierarchy_node, .o_kanban_record:not(.o_kanban_ghost)",
                _t("The tree of units: who works for a unit sees it and what lies below. Open one.")
            ),
            ...menu("configuration", "users", _t("Here people get their units and one role each.")),
            ...menu("configuration", "day_off", _t("Lateness is counted in working days: keep the public holidays.")),
            ...menu("configuration", "report_schedule", _t("When reports are cut off and due, level by level.")),
            last(),
        ],
    },
    observer: {
        url: "/odoo/steering",
        steps: () => [
            measure(_t("You may read everything of your units. Every number opens exactly the work that it counts.")),
            back(_t("Back to the page.")),
            tab(_t("The same figures by plan, sector or level."), "plan"),
            ...menu("plans", "plan", _t("The plans with their tasks, targets and more.")),
            last(),
        ],
    },
};

for (const [name, guide] of Object.entries(GUIDES)) {
    registry.category("web_tour.tours").add(`child_plan_guide_${name}`, guide);
}

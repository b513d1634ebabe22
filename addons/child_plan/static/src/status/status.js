import { _t } from "@web/core/l10n/translation";

/**
 * How the status of an assignment looks everywhere. The colours are in status.scss under the same names. Colour is
 * never the only sign: each status has an icon here, and a label.
 *
 * "submitted" is a state rather than a status, but is shown like one: waiting for confirmation is not the unit's fault.
 */
export const STATUS_ICONS = {
    done_on_time: "fa-check-circle",
    done_late: "fa-check-circle-o",
    in_time: "fa-circle-o",
    due_soon: "fa-clock-o",
    overdue: "fa-exclamation-triangle",
    no_deadline: "fa-minus-circle",
    submitted: "fa-hourglass-half",
    left_open: "fa-lock",
    suspended: "fa-pause-circle-o",
    cancelled: "fa-ban",
};

export const STATUS_LABELS = {
    done_on_time: _t("Done on time"),
    done_late: _t("Done late"),
    in_time: _t("Open, in time"),
    due_soon: _t("Due soon"),
    overdue: _t("Overdue"),
    no_deadline: _t("No deadline"),
    submitted: _t("Waiting for confirmation"),
    left_open: _t("Left open when the plan was closed"),
    suspended: _t("Suspended"),
    cancelled: _t("Cancelled"),
};

/** @returns {string} the CSS class that colours a badge by `status` */
export function statusClass(status) {
    return status in STATUS_ICONS ? `o_child_plan_status o_child_plan_status_${status}` : "text-bg-300";
}

/** @returns {string} the CSS classes of the icon that goes with `status` */
export function statusIcon(status) {
    return `fa fa-fw ${STATUS_ICONS[status] || "fa-question-circle-o"}`;
}

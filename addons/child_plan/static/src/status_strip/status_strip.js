import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, formatDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { rpcBus } from "@web/core/network/rpc";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { Component, onWillStart, onWillUnmount, onWillUpdateProps, useState } from "@odoo/owl";
import { STATUS_LABELS, statusClass, statusIcon } from "@child_plan/status/status";

const byStatus =
    (...names) =>
    (counts) =>
        names.reduce((sum, name) => sum + (counts.by_status[name] || 0), 0);

/**
 * What can be counted. The key is the name of the search filter that shows the same rows; `count` takes the number from
 * the answer of get_status_counts (undefined: not available, not shown).
 */
const ITEMS = {
    overdue: { status: "overdue", count: byStatus("overdue") },
    due_soon: { status: "due_soon", count: byStatus("due_soon") },
    due_7: { status: "due_soon", label: _t("Due within 7 days"), count: (counts) => counts.due_7 },
    open_in_time: { status: "in_time", count: byStatus("in_time", "due_soon") },
    no_deadline: { status: "no_deadline", count: byStatus("no_deadline") },
    done_on_time: { status: "done_on_time", count: byStatus("done_on_time") },
    done_late: { status: "done_late", count: byStatus("done_late") },
    submitted: { status: "submitted", count: (counts) => counts.submitted },
    left_open: { status: "left_open", count: (counts) => counts.by_status.left_open || undefined },
    suspended: { status: "suspended", count: (counts) => counts.by_status.suspended || undefined },
    cancelled: { status: "cancelled", count: (counts) => counts.by_status.cancelled || undefined },
    returned: {
        status: "done_late",
        icon: "fa-undo",
        label: _t("Returned"),
        count: (counts) => counts.returned,
    },
    extension_pending: {
        status: "submitted",
        icon: "fa-calendar-plus-o",
        label: _t("More time asked for"),
        count: (counts) => counts.extension_pending ?? undefined,
    },
};

/** The parts of the bar: the four classes of the Government Office, and work without a deadline. */
const CLASSES = ["done_on_time", "done_late", "open_in_time", "overdue", "no_deadline"];

const VARIANTS = {
    work: ["overdue", "due_7", "returned", "submitted", "extension_pending"],
    board: [...CLASSES, "left_open", "suspended", "cancelled", "due_soon", "submitted", "extension_pending"],
    all: ["overdue", "due_soon", "submitted", "returned", "extension_pending"],
};

/** The denominator of the overdue rate; it has no count of its own. */
const FALLEN_DUE = "fallen_due";

/**
 * The counts of the assignments in the current search. Each is a button that shows exactly the rows that it counts. All
 * come from one request. The board adds the shares of the four classes, the overdue rate and the day.
 */
export class StatusStrip extends Component {
    static template = "child_plan.StatusStrip";
    static components = { DateTimeInput };
    static props = {
        list: Object,
        variant: { type: String, validate: (variant) => variant in VARIANTS },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.searchModel = this.env.searchModel;
        this.names = [...VARIANTS[this.props.variant], FALLEN_DUE];
        this.keepLast = new KeepLast();
        this.state = useState({ counts: null, failed: false, loading: true });

        const onResponse = this.onResponse.bind(this);
        onWillStart(() => {
            this.load();
        });
        onWillUpdateProps((nextProps) => {
            if (nextProps.list !== this.props.list) {
                this.load();
            }
        });
        rpcBus.addEventListener("RPC:RESPONSE", onResponse);
        onWillUnmount(() => rpcBus.removeEventListener("RPC:RESPONSE", onResponse));
    }

    async load() {
        this.state.loading = true;
        const domain = this.searchModel.domainWithout(this.names);
        const request = this.orm.call("child.plan.assignment", "get_status_counts", [domain], {
            context: this.searchModel.context,
        });
        try {
            this.state.counts = await this.keepLast.add(request);
            this.state.failed = false;
        } catch {
            this.state.failed = true;
        }
        this.state.loading = false;
    }

    /** Rows changed in place (dragged, or edited in the list) change the counts, too. */
    onResponse({ detail }) {
        const { model, method } = detail.data?.params || {};
        if (model === "child.plan.assignment" && ["write", "web_save", "web_save_multi"].includes(method)) {
            this.load();
        }
    }

    get isBoard() {
        return this.props.variant === "board";
    }

    get items() {
        const { counts } = this.state;
        const active = this.searchModel.activeFilters(this.names);
        return VARIANTS[this.props.variant]
            .map((name) => {
                const { status, icon, label, count } = ITEMS[name];
                const number = counts ? count(counts) : null;
                return {
                    name,
                    number,
                    text: number === null ? "…" : formatInteger(number || 0),
                    label: label || STATUS_LABELS[status],
                    class: number ? statusClass(status) : "o_child_plan_status_none",
                    icon: icon ? `fa fa-fw ${icon}` : statusIcon(status),
                    active: active.has(name),
                };
            })
            .filter((item) => item.number !== undefined);
    }

    get total() {
        const { counts } = this.state;
        return {
            text: counts ? formatInteger(byStatus(...Object.keys(counts.by_status))(counts)) : "…",
            active: !this.searchModel.activeFilters(this.names).size,
        };
    }

    /** The parts of the bar, in percent of their sum. */
    get parts() {
        const { counts } = this.state;
        const numbers = CLASSES.map((name) => (counts ? ITEMS[name].count(counts) : 0));
        const sum = numbers.reduce((a, b) => a + b, 0);
        return CLASSES.map((name, index) => ({
            name,
            class: `bg-child_plan_${ITEMS[name].status}`,
            label: STATUS_LABELS[ITEMS[name].status],
            percent: sum ? Math.round((100 * numbers[index]) / sum) : 0,
            width: sum ? (100 * numbers[index]) / sum : 0,
        })).filter((part) => part.width);
    }

    get barText() {
        return this.parts.map(({ label, percent }) => `${label}: ${percent} %`).join(", ");
    }

    get rate() {
        const rate = this.state.counts?.overdue_rate;
        if (!rate?.denominator) {
            return null;
        }
        return {
            text: _t("%(overdue)s of %(due)s that have fallen due are overdue (%(percent)s %)", {
                overdue: formatInteger(rate.numerator),
                due: formatInteger(rate.denominator),
                percent: Math.round((100 * rate.numerator) / rate.denominator),
            }),
            active: this.searchModel.activeFilters([FALLEN_DUE]).size > 0,
        };
    }

    get day() {
        return deserializeDate(this.state.counts?.day || this.searchModel.day);
    }

    get dayText() {
        return formatDate(this.day);
    }

    /** That a unit of the reader has ended, and what becomes of its work; shown on the officer's home. */
    get endedWords() {
        return (this.props.variant === "work" && this.state.counts?.ended) || "";
    }

    /** Reports that the unit has to write now; shown on the officer's home. */
    get reportsDue() {
        return this.props.variant === "work" ? this.state.counts?.reports_due || 0 : 0;
    }

    onReportsClick() {
        return this.action.doAction("child_plan.child_plan_report_action_mine");
    }

    /** A second click shows everything again. */
    onChipClick(item) {
        this.searchModel.showOnly(item.active ? null : item.name, this.names);
    }

    onTotalClick() {
        this.searchModel.showOnly(null, this.names);
    }

    onRateClick() {
        this.searchModel.showOnly(this.rate.active ? null : FALLEN_DUE, this.names);
    }

    onDayApply(day) {
        this.searchModel.setAsOf(day ? serializeDate(day) : false);
    }
}

import { _t } from "@web/core/l10n/translation";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { Component, useState } from "@odoo/owl";
import { statusClass, statusIcon } from "@child_plan/status/status";
import { Tabs, tabId } from "@child_plan/tabs/tabs";

/** The actions on the rows of each list, for one row or for all that are ticked. */
const LISTS = {
    overdue: {
        label: _t("Overdue the longest"),
        empty: _t("Nothing is overdue. Good."),
        measure: "open_overdue",
        actions: [
            {
                name: "action_remind",
                label: _t("Remind"),
                icon: "fa-bell-o",
                ask: _t("Each unit of the chosen work will get one message with what it owes."),
            },
            { name: "action_put_on_agenda", label: _t("On the agenda"), icon: "fa-list-ol", meets: true },
        ],
    },
    submitted: {
        label: _t("Waiting for confirmation"),
        empty: _t("Nothing waits to be confirmed."),
        measure: "submitted",
        actions: [
            {
                name: "action_confirm",
                label: _t("Confirm"),
                icon: "fa-check",
                ask: _t("The chosen work will be confirmed as done."),
            },
            { name: "action_return", label: _t("Return"), icon: "fa-undo" },
        ],
    },
    extension: {
        label: _t("More time asked for"),
        empty: _t("Nobody asks for more time."),
        measure: "extension",
        actions: [
            {
                name: "action_grant",
                label: _t("Grant"),
                icon: "fa-calendar-check-o",
                model: "child.plan.extension",
                ask: _t("The deadlines will be moved as the units asked."),
            },
            {
                name: "action_decide",
                label: _t("Decide…"),
                icon: "fa-gavel",
                model: "child.plan.extension",
                single: true,
            },
        ],
    },
};

/** Work that needs the leader: one list at a time, with the actions on its rows. */
export class WorkList extends Component {
    static template = "child_plan.WorkList";
    static components = { Tabs };
    static props = { page: Object, onOpen: Function, onOpenMeasure: Function, act: Function };

    setup() {
        this.dialog = useService("dialog");
        this.tabId = tabId;
        const first = Object.keys(LISTS).find((name) => this.props.page.lists[name].length);
        this.state = useState({ list: first || "overdue", ticked: [] });
    }

    get lists() {
        return Object.entries(LISTS).map(([name, list]) => ({
            name,
            label: list.label,
            count: formatInteger(this.props.page.measures[list.measure].count),
        }));
    }

    get list() {
        return LISTS[this.state.list];
    }

    get rows() {
        return this.props.page.lists[this.state.list].map((row) => ({
            ...row,
            class: statusClass(row.status),
            icon: statusIcon(row.status),
            ticked: this.state.ticked.includes(row.id),
            actions: this.actionsOn(row),
        }));
    }

    /**
     * Users who decide may act on today's rows, users who hold meetings may put any row on the agenda; submitted work
     * cannot be reminded of.
     */
    actionsOn(row) {
        const { is_today, permissions } = this.props.page;
        return this.list.actions.filter(
            ({ name, meets }) =>
                is_today &&
                (meets ? permissions.meet : row.can_decide) &&
                (name !== "action_remind" || row.status !== "submitted")
        );
    }

    get more() {
        const { count } = this.props.page.measures[this.list.measure];
        const shown = this.rows.length;
        return count > shown ? _t("Show all %s", formatInteger(count)) : "";
    }

    /** The rows on which the user may act; only these can be ticked. */
    get decidable() {
        return this.rows.filter((row) => row.actions.length);
    }

    /** The actions that apply to at least one of the ticked rows. */
    get groupActions() {
        const possible = new Set(this.ticked.flatMap((row) => row.actions));
        return this.list.actions.filter((action) => !action.single && possible.has(action));
    }

    get ticked() {
        return this.rows.filter((row) => row.ticked);
    }

    choose(name) {
        this.state.list = name;
        this.state.ticked = [];
    }

    tick(row) {
        const { ticked } = this.state;
        this.state.ticked = row.ticked ? ticked.filter((id) => id !== row.id) : [...ticked, row.id];
    }

    tickAll() {
        this.state.ticked = this.ticked.length === this.decidable.length ? [] : this.decidable.map((row) => row.id);
    }

    run(action, rows) {
        rows = rows.filter((row) => row.actions.includes(action));
        const ids = rows.map((row) => (action.model ? row.request_id : row.id));
        const act = () => {
            this.state.ticked = [];
            return this.props.act(action.model || "child.plan.assignment", action.name, ids);
        };
        if (!action.ask) {
            act();
            return;
        }
        this.dialog.add(ConfirmationDialog, {
            title: action.label,
            body: action.ask,
            confirmLabel: action.label,
            confirm: act,
            cancel: () => {},
        });
    }
}

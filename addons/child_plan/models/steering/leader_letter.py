from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...lib.clock import today
from ...lib.status import RUNNING_STATES

WEEK = timedelta(days=7)
ROWS = 5  # rows in each list of the letter
LEADERS = 20  # leaders in one transaction; each letter is made with its reader's rights


class ChildPlanLeaderWeek(models.AbstractModel):
    """The weekly letter to leaders: what became overdue or was closed, the units with most overdue work, late or
    delayed milestones, and what is due next.

    The user stores the day of the last letter, and the next letter starts where that one ended. So each event is
    reported once even if nights were missed, and a second run sends nothing.
    """

    _inherit = "child.plan.dashboard"

    @api.model
    def _cron_leader_week(self):
        day = today()
        monday = day - timedelta(days=day.weekday())
        leads = Domain("all_group_ids", "in", self.env.ref("child_plan.child_plan_group_leader").ids)
        unserved = Domain("child_plan_week_on", "=", False) | Domain("child_plan_week_on", "<", monday)
        leaders = self.env["res.users"].search(Domain(self.env["child.plan.letter"]._reached()) & leads & unserved)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(leaders))
        for start in range(0, len(leaders), LEADERS):
            chunk = leaders[start : start + LEADERS]
            letters = [
                self.with_user(leader).with_context(lang=leader.lang, tz=leader.tz)._prepare_letter()
                for leader in chunk
            ]
            self.env["child.plan.letter"]._deliver("week", [letter for letter in letters if letter])
            chunk.child_plan_week_on = day
            if not cron._commit_progress(len(chunk)):
                return

    def _prepare_letter(self):
        """Return the letter to the current user about the days since the last one; None if there is nothing to
        report.
        """
        day, user = today(), self.env.user
        since = user.sudo().child_plan_week_on or day - WEEK
        unit = self.env.user._child_plan_root_units()[:1]
        assignments = self.env["child.plan.assignment"]
        issued = Domain("plan_id.state", "=", "issued")
        work = unit._work_below() & issued
        lists = {
            "overdue": Domain("status", "=", "overdue") & Domain("in_time_until", ">=", since),
            "closed": Domain("state", "=", "done")
            & Domain("confirmed_on", ">=", since)
            & Domain("confirmed_on", "<", day),
            "next": Domain("state", "in", RUNNING_STATES)
            & Domain("in_time_until", ">=", day)
            & Domain("in_time_until", "<", day + WEEK),
        }
        counts = {name: assignments.search_count(work & domain) for name, domain in lists.items()}
        by_unit = assignments._count_work(issued, by="unit", unit=unit)
        worst = [(below.name, tally["overdue"], tally["total"]) for below, tally in by_unit.items() if tally["overdue"]]
        worst.sort(key=lambda row_of_unit: -row_of_unit[1])
        drawn = self.env["child.plan.timeline"].get_page(late=True)["rows"]
        milestones = [(mark["name"], mark["text"]) for row in drawn for mark in row["milestones"]]
        if not (any(counts.values()) or worst or milestones):
            return None
        subject = self.env._(
            "Week to %(day)s: %(overdue)s became overdue, %(closed)s closed, %(next)s due next",
            day=format_date(self.env, day),
            **counts,
        )
        body = self.env["child.plan.letter"]._render(
            "child_plan.letter_week",
            user,
            unit=unit,
            since=since,
            day=day,
            counts=counts,
            overdue_now=sum(tally["overdue"] for tally in by_unit.values()),
            total=sum(tally["total"] for tally in by_unit.values()),
            rows={
                name: assignments.search(work & domain, limit=ROWS, order="due_on, id")
                for name, domain in lists.items()
            },
            worst=worst[:ROWS],
            worst_count=len(worst),
            milestones=milestones[:ROWS],
            milestone_count=len(milestones) + sum(row["left_out"] for row in drawn),
        )
        return {"user": user.sudo(False), "unit": unit, "subject": subject, "body": body}

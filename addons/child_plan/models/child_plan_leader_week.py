from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..clock import today
from .child_plan_assignment_reminder import CHUNK

WEEK = timedelta(days=7)
ROWS = 5  # of each list of the letter


class ChildPlanLeaderWeek(models.AbstractModel):
    """The weekly letter to leaders: what became overdue, what was closed, who is worst, which milestones are late or
    pulled by others, what is due next.

    Who has had the letter of a week is kept on the user, so a night that was missed is made up for on any later day of
    the week, and a second run sends nothing. A mail that no mail server took is tried again (``mail_mail.py``), unless
    the letter of the next week has taken its place.
    """

    _inherit = "child.plan.dashboard"

    @api.model
    def _cron_leader_week(self):
        monday = today() - timedelta(days=today().weekday())
        leaders = self.env["res.users"].search(
            [
                ("all_group_ids", "in", self.env.ref("child_plan.child_plan_group_leader").ids),
                ("child_plan_unit_ids", "!=", False),
                ("share", "=", False),
                ("email", "!=", False),
                "|",
                ("child_plan_week_on", "=", False),
                ("child_plan_week_on", "<", monday),
            ]
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(leaders))
        for start in range(0, len(leaders), CHUNK):
            chunk = leaders[start : start + CHUNK]
            letters = (self.with_user(leader).with_context(lang=leader.lang)._prepare_letter() for leader in chunk)
            self.env["mail.mail"]._child_plan_replace([letter for letter in letters if letter])
            chunk.child_plan_week_on = monday
            if not cron._commit_progress(len(chunk)):
                return

    def _prepare_letter(self):
        """The mail to the current user on the week that ends today; None where there is nothing to tell."""
        day, user = today(), self.env.user
        unit = self._tops()[:1]
        assignments = self.env["child.plan.assignment"]
        work = unit._work_below() & Domain("plan_id.state", "=", "issued")
        lists = {
            "overdue": Domain("status", "=", "overdue") & Domain("due_on", ">=", day - WEEK),
            "closed": Domain("state", "=", "done") & Domain("confirmed_on", ">=", day - WEEK),
            "next": Domain("state", "in", ("not_started", "in_progress", "returned"))
            & Domain("due_on", ">=", day)
            & Domain("due_on", "<=", day + WEEK),
        }
        counts = {name: assignments.search_count(work & domain) for name, domain in lists.items()}
        by_unit = assignments._tally(Domain("plan_id.state", "=", "issued"), by="unit", unit=unit)
        worst = sorted(by_unit.items(), key=lambda each: -each[1]["overdue"])[:ROWS]
        worst = [(below.name, tally["overdue"], tally["total"]) for below, tally in worst if tally["overdue"]]
        drawn = self.env["child.plan.timeline"].get_page(late=True)["rows"]
        milestones = [(mark["name"], mark["text"]) for row in drawn for mark in row["milestones"]]
        if not (any(counts.values()) or worst or milestones):
            return None
        values = {
            "user": user,
            "unit": unit,
            "day": day,
            "counts": counts,
            "rows": {name: assignments.search(work & domain, limit=ROWS) for name, domain in lists.items()},
            "worst": worst,
            "milestones": milestones[:ROWS],
            "milestone_count": len(milestones) + sum(row["left_out"] for row in drawn),
            "base_url": user.get_base_url(),
        }
        subject = self.env._(
            "Week to %(day)s: %(overdue)s became overdue, %(closed)s closed, %(next)s due next",
            day=day.strftime("%d/%m/%Y"),
            **counts,
        )
        body = self.env["ir.qweb"]._render("child_plan.leader_week", values)
        return {
            "subject": subject,
            "body_html": body,
            "email_to": user.email_formatted,
            "auto_delete": True,
            "child_plan_letter": "week",
            "child_plan_reader_id": user.id,
        }

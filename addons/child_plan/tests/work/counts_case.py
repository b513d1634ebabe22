"""Ten units with a month of work, and the expected counts, computed row by row in Python."""

import random
from datetime import timedelta

from odoo.exceptions import AccessError, UserError

from ...lib.status import STATUSES, TRANSITIONS
from ..common import DAY, PlanCase, on

LENGTH = 30
IS_OPEN = ("state_on", "not in", ("done", "cancelled"))
# The domains that lists use, and further ones.
OF_STATES = (
    [IS_OPEN],
    [IS_OPEN, ("status", "=", "overdue")],
    [("status", "in", ("in_time", "due_soon")), ("state_on", "!=", "submitted")],
    ["!", ("status", "=", "done_late")],
    ["|", IS_OPEN, ("status", "=", "done_late")],
    [("status", "in", ("overdue", False))],
    [("state", "=", "submitted")],
    [(0, "=", 1)],
)


class CountsCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(5)
        cls._make_history()

    @classmethod
    def _make_history(cls):
        units = (cls.health, cls.front, cls.ward_1, cls.ward_2, cls.school, cls.district, cls.health_b, cls.ward_b)
        plans = (
            cls.plan(soon_days=3, next_working_day=False),
            cls.plan(
                name="Kế hoạch tỉnh",
                issuer_id=cls.province.id,
                standing_unit_id=cls.health_p.id,
                soon_days=7,
                next_working_day=False,
            ),
        )
        for n in range(6):
            due_on = n % 5 and DAY + timedelta(days=cls.random.randrange(3, 45))
            cls.task(plans[n % 2], units[: 6 if n % 2 == 0 else 8], due_on=due_on, name=f"Việc {n}")
        for plan in plans:
            plan._issue(DAY)
        cls.rows = (plans[0] | plans[1]).assignment_ids
        cls.last_day = DAY + timedelta(days=LENGTH)
        for n in range(LENGTH):
            cls._live_through(DAY + timedelta(days=n))
        closed = cls.plan(name="Kế hoạch đã kết thúc")
        cls.task(closed, (cls.health, cls.ward_1, cls.school), due_on=DAY + timedelta(days=3))
        closed._issue(DAY)
        closed._set_state("closed", day=cls.last_day - timedelta(days=8))
        cls.rows |= closed.assignment_ids

    @classmethod
    def _live_through(cls, day):
        with on(day):
            for row in cls.rows:
                if cls.random.random() < 0.15:
                    cls._change(row, day)

    @classmethod
    def _change(cls, row, day):
        vals = {"reason": "Vì vậy", "result": "Có", "progress": cls.random.randrange(100)}
        match cls.random.random():
            case chance if chance < 0.2:
                vals["due_on"] = day + timedelta(days=cls.random.randrange(-5, 20))
            case chance if chance < 0.4:
                row.extension_pending = not row.extension_pending
            case _:
                targets = [to for source, to in TRANSITIONS if source == row.state]
                vals["state"] = next((to for to in ("done", "submitted") if to in targets), targets[0])
                if cls.random.random() < 0.4:
                    vals["state"] = cls.random.choice(targets)
        try:
            with cls.env.cr.savepoint():
                row._write_decision(vals, day)
        except (AccessError, UserError):
            row.invalidate_recordset()

    def counted(self, rows, day):
        """Return the counts of these assignments, computed one by one."""
        week, month = (day + timedelta(days=n) for n in (7, 30))
        shown = [row for row in rows if row.status]
        to_do = [
            r for r in shown if r.status in ("in_time", "due_soon") and r.state_on != "submitted" and r.last_day_on
        ]
        return {
            "by_status": {status: sum(row.status == status for row in shown) for status in STATUSES},
            "total": sum(row.status != "cancelled" for row in shown),
            "overdue": sum(row.status == "overdue" for row in shown),
            "submitted": sum(row.state_on == "submitted" for row in shown),
            "returned": sum(row.state_on == "returned" for row in shown),
            "extension_pending": sum(row.extension_pending for row in shown),
            "due_7": sum(row.last_day_on <= week for row in to_do),
            "due_30": sum(row.last_day_on <= month for row in to_do),
            "progress": sum(row.progress for row in shown if row.status != "cancelled") if day == self.today else None,
        }

    def assert_right(self, users, units, days, domain=None):
        for user in users:
            for day in days:
                model = self.rows.browse().with_user(user).with_context(child_plan_as_of=day.isoformat())
                for unit in units:
                    below = [("unit_id", "child_of", unit.id)] if unit else []
                    seen = model.search([*below, *(domain or [])])
                    by_unit = {}
                    for row in seen.filtered("status"):
                        path = [int(step) for step in row.unit_id.sudo().parent_path.split("/") if step]
                        depth = path.index(unit.id) + 1 if unit else 0
                        key = unit.browse(path[depth : depth + 1] or path[-1:])
                        by_unit[key] = by_unit.get(key, seen.browse()) | row
                    where = (user.login, day, unit.name)
                    counts = model.browse()._count_work(domain, unit=unit)
                    self.assertEqual(counts, {None: self.counted(seen, day)}, where)
                    counts = self.rows.with_user(user)._count_work(domain, by="unit", unit=unit, day=day)
                    self.assertEqual(counts, {key: self.counted(rows, day) for key, rows in by_unit.items()}, where)
                    for by in ("plan_id", "sector_id", "unit_level", "district_id"):
                        groups = seen.filtered("status").grouped(by)
                        counts = model._count_work(domain, by=by, unit=unit)
                        expected = {key or (key if by.endswith("_id") else None): rows for key, rows in groups.items()}
                        self.assertEqual(counts, {k: self.counted(r, day) for k, r in expected.items()}, (*where, by))

    @property
    def today(self):
        return self.rows._today()

"""The test data of most tests: a tree of units, users of every role, and short ways to make plans."""

from contextlib import contextmanager
from datetime import date, datetime, time
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged

from ..lib.clock import TIME_ZONE
from ..models.unit import sign_in

# A Wednesday in a week without holidays.
DAY = date(2026, 3, 11)
# What Odoo says where access rows or rules refuse, and what we say of links that lead past them.
NOT_ALLOWED = "not allowed|không được phép|top-secret|no access|not yours to see"
ROLES = ("observer", "officer", "finance", "standing", "leader", "admin")


class Undo(Exception):
    """Raised to roll back a call that succeeded although it should have been refused."""


@contextmanager
def on(day):
    """Set the clock to nine in the morning of ``day`` in Vietnam."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.combine(day, time(9), TIME_ZONE).astimezone(tz)

    with patch("odoo.addons.child_plan.lib.clock.datetime", Clock):
        yield


@tagged("-at_install", "post_install")
class PlanCase(TransactionCase):
    """The tree::

        nation
        └ province ── health_p
          ├ district ── office (standing), health, finance, front (outside), wards (collective)
          │ ├ ward_1 ── school
          │ └ ward_2
          └ district_b ── office_b, health_b
            └ ward_b

    ``user_NAME`` is an officer of the unit of that name, except: ``office`` and ``office_b`` have a standing user,
    the authorities a leader, ``finance`` a finance user. ``nobody`` has every role and no unit.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(cls.env.cr, "commit", lambda: None))
        clock = on(DAY)
        clock.__enter__()
        cls.addClassCleanup(clock.__exit__, None, None, None)
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "no_reset_password": True})
        cls.classPatch(sign_in, "is_easy", lambda *_args: False)  # users of tests have their login as password
        cls.env.ref("base.lang_en").date_format = "%d/%m/%Y"  # the tests write dates as Vietnamese offices do
        cls.sector_front = cls.env["child.plan.sector"].create({"name": "Front", "code": "t_front", "external": True})
        cls._make_units()
        cls._make_users()

    @classmethod
    def _make_units(cls):
        cls.nation = cls.unit("Nước", None, "authority", "national")
        cls.province = cls.unit("Tỉnh X", cls.nation, "authority", "province")
        cls.health_p = cls.unit("Sở Y tế X", cls.province, "department", "province")
        cls.district = cls.unit("Huyện A", cls.province, "authority", "district")
        cls.office = cls.unit("Phòng Lao động A", cls.district, "department", "district")
        cls.health = cls.unit("Phòng Y tế A", cls.district, "department", "district")
        cls.finance = cls.unit("Phòng Tài chính A", cls.district, "department", "district")
        cls.front = cls.unit("Mặt trận A", cls.district, "organisation", "district", sector_id=cls.sector_front.id)
        cls.ward_1 = cls.unit("Xã A1", cls.district, "authority", "commune")
        cls.ward_2 = cls.unit("Xã A2", cls.district, "authority", "commune")
        cls.school = cls.unit("Trường A1", cls.ward_1, "facility", "commune")
        cls.wards = cls.unit(
            "UBND các xã", cls.district, "collective", "district", member_kind="authority", member_level="commune"
        )
        cls.district_b = cls.unit("Huyện B", cls.province, "authority", "district")
        cls.office_b = cls.unit("Phòng Lao động B", cls.district_b, "department", "district")
        cls.health_b = cls.unit("Phòng Y tế B", cls.district_b, "department", "district")
        cls.ward_b = cls.unit("Xã B1", cls.district_b, "authority", "commune")

    @classmethod
    def _make_users(cls):
        for role, names in (
            ("officer", ("health", "front", "ward_1", "ward_2", "school", "health_b", "ward_b")),
            ("standing", ("office", "office_b")),
            ("finance", ("finance",)),
            ("leader", ("district", "district_b", "province")),
        ):
            for name in names:
                setattr(cls, f"user_{name}", cls.user(f"t_{name}", role, getattr(cls, name)))
        cls.nobody = cls.user("t_nobody", ",".join(ROLES))

    # -- makers --

    @classmethod
    def unit(cls, name, parent, kind, level, **vals):
        vals |= {"name": name, "parent_id": parent and parent.id, "kind": kind, "level": level}
        return cls.env["child.plan.unit"].create(vals)

    @classmethod
    def user(cls, login, roles, *units):
        groups = ",".join(f"child_plan.child_plan_group_{role}" for role in roles.split(","))
        links = [Command.set([unit.id for unit in units])]
        return new_test_user(
            cls.env, login, groups, email=f"{login}@example.com", lang="en_US", child_plan_unit_ids=links
        )

    @classmethod
    def plan(cls, **vals):
        """Create a draft plan of the district, kept by its office."""
        return cls.env["child.plan"].create(
            {
                "name": "Kế hoạch thử",
                "issuer_id": cls.district.id,
                "standing_unit_id": cls.office.id,
                "period_start": "2026-01-01",
                "period_end": "2026-12-31",
                **vals,
            }
        )

    @classmethod
    def task(cls, plan, lead=(), coordinate=(), deliverables=(), **vals):
        """Create a draft task; ``lead`` and ``coordinate`` are units, or ``(unit, {values of the line})``."""
        lines = [(unit, "lead") for unit in lead] + [(unit, "coordinate") for unit in coordinate]
        commands = []
        for unit, role in lines:
            unit, more = unit if isinstance(unit, tuple) else (unit, {})
            commands.append(Command.create({"unit_id": unit.id, "role": role, **more}))
        return cls.env["child.plan.task"].create(
            {
                "name": "Rà soát trẻ em",
                "due_on": "2026-03-31",
                **vals,
                "plan_id": plan.id,
                "line_ids": commands,
                "deliverable_ids": [Command.create({"name": name}) for name in deliverables],
            }
        )

    @classmethod
    def issue(cls, plan, user=None):
        """Issue the plan as ``user`` (default: the standing office). Return its assignments."""
        plan.with_user(user or cls.user_office).action_issue()
        return plan.assignment_ids

    @classmethod
    def give(cls, *units, plan=None, deliverables=(), **vals):
        """Create and issue a plan with one task for ``units``. Return the assignment of the first unit."""
        plan = plan or cls.plan()
        cls.task(plan, units, deliverables=deliverables, **vals)
        assignments = cls.issue(plan)
        return assignments.filtered(lambda a: a.unit_id == units[0])[:1]

    # -- what users do --

    def is_refused(self, call, words, error=UserError):
        """Return whether ``call()`` raises ``error`` (an AccessError is a UserError, too). Roll it back if it succeeds.

        The test fails if the refusal has another reason: its message must match the pattern ``words``.
        """
        self.env.flush_all()
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint():
                call()
                self.env.flush_all()
                raise Undo
        except Undo:
            return False
        except error as refusal:
            self.assertRegex(str(refusal), words)
            return True

    def decide(self, kind, user, assignments=None, task=None, plan=None, extension=None, **vals):
        """Open the decision dialog as ``user``, fill it in and press its button."""
        records = {"assignments": assignments, "task": task, "plan": plan, "extension": extension}
        records = {name: record.with_user(user) for name, record in records.items() if record is not None}
        action = self.env["child.plan.decision"].with_user(user)._open(kind, **records)
        wizard = self.env["child.plan.decision"].with_user(user).browse(action["res_id"])
        wizard.write(vals)
        return wizard.action_apply()

    def submit(self, assignment, user, result="Đã làm xong"):
        assignment.with_user(user).write({"state": "submitted", "result": result})

    def journal(self, record, *kinds):
        """Return ``(kind, old, new)`` of the record's journal, oldest first."""
        field = {"child.plan": "plan_id", "child.plan.task": "task_id"}.get(record._name, "assignment_id")
        rows = self.env["child.plan.journal"].search([(field, "=", record.id)], order="id")
        return [(row.kind, row.old_value or "", row.new_value or "") for row in rows if not kinds or row.kind in kinds]

"""What the tests of reorganisations share."""

from odoo.tools import SQL

from ..common import DAY, PlanCase


class ReorganisationCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.user("t_admin_district", "admin", cls.district)
        cls.user_second = cls.user("t_second", "officer", cls.ward_1)

    def draft(self, *lines, new=(), **vals):
        """``lines`` are ``(unit, kind, values)``; ``new`` are values of new units, named by ``new_name`` in lines."""
        row = self.env["child.plan.reorganisation"].create(
            {"name": "Sắp xếp xã", "authority_id": self.district.id, "day": DAY, "basis": "Nghị quyết 1/NQ", **vals}
        )
        made = {}
        for values in new:
            made[values["name"]] = self.env["child.plan.reorganisation.unit"].create(
                {"reorganisation_id": row.id, "parent_id": self.district.id, **values}
            )
        for unit, kind, values in lines:
            values = dict(values)
            if name := values.pop("into", None):
                values["new_unit_id"] = made[name].id
            if name := values.pop("place", None):
                values["new_parent_unit_id"] = made[name].id
            self.env["child.plan.reorganisation.line"].create(
                {"reorganisation_id": row.id, "unit_id": unit.id, "kind": kind, **values}
            )
        return row

    def merge(self, **vals):
        """The usual one: both wards into a new one, the school moves there."""
        return self.draft(
            (self.ward_1, "merge", {"into": "Xã Mới"}),
            (self.ward_2, "merge", {"into": "Xã Mới"}),
            (self.school, "change", {"place": "Xã Mới"}),
            new=[{"name": "Xã Mới"}],
            **vals,
        )

    def apply(self, row, user=None):
        row.with_user(user or self.admin).action_apply()
        self.env.invalidate_all()

    def snapshot(self, *tables):
        self.env.flush_all()
        rows = {}
        for table in tables:
            found = self.env.execute_query(SQL("SELECT to_jsonb(t) FROM %s AS t", SQL.identifier(table)))
            rows[table] = {str(sorted(row.items())) for (row,) in found}
        return rows


TABLES = (
    "child_plan",
    "child_plan_task",
    "child_plan_task_unit",
    "child_plan_deliverable",
    "child_plan_milestone",
    "child_plan_extension",
    "child_plan_unit_user_rel",
    "child_plan_unit_member_rel",
    "child_plan_unit_succession_rel",
    "child_plan_deliverable_evidence_rel",
    "child_plan_assignment_evidence_rel",
    "mail_activity",
    "ir_attachment",
)

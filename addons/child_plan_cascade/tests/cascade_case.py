from odoo.addons.child_plan.tests.common import PlanCase


class CascadeCase(PlanCase):
    """A plan of the district that gives work to both wards, and a standing office in the first ward."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sector = cls.env["child.plan.sector"].create({"name": "Y tế", "code": "t_health"})
        cls.ward_office = cls.unit("Văn phòng A1", cls.ward_1, "department", "commune")
        cls.ward_health = cls.unit("Y tế A1", cls.ward_1, "department", "commune", sector_id=cls.sector.id)
        cls.user_ward_office = cls.user("t_ward_office", "standing", cls.ward_office)
        cls.superior = cls.plan(number="12/KH-UBND", issued_on="2026-02-02")
        section = {"plan_id": cls.superior.id, "code": "II", "name": "Nhiệm vụ"}
        cls.section = cls.env["child.plan.section"].create(section)
        cls.survey = cls.task(
            cls.superior,
            [cls.wards],
            deliverables=["Danh sách"],
            name="Rà soát trẻ em mồ côi",
            due_on="2026-06-30",
            sector_id=cls.sector.id,
            section_id=cls.section.id,
        )
        cls.school_task = cls.task(
            cls.superior, [cls.health], [cls.school], name="Khám sức khỏe học đường", due_on="2026-05-29"
        )
        cls.yearly = cls.task(
            cls.superior, [cls.ward_2], name="Báo cáo năm", timing="recurring", recurrence="yearly", due_on=False
        )
        targets = cls.env["child.plan.target"]
        cls.ratio = targets.create(
            {"plan_id": cls.superior.id, "name": "Tỷ lệ", "value": 90, "task_ids": cls.survey.ids}
        )
        targets.create({"plan_id": cls.superior.id, "name": "Số trẻ cả huyện", "value": 500, "uom": "count"})
        targets.create(
            {"plan_id": cls.superior.id, "name": "Số trẻ", "value": 20, "uom": "count", "unit_id": cls.ward_1.id}
        )
        cls.issue(cls.superior)

    def cascade(self, user, plan=None, **vals):
        """Open the dialog as ``user``, fill it in and press its button; return the plans that carry out the plan."""
        plan = plan or self.superior
        action = plan.with_user(user).action_cascade()
        dialog = self.env["child.plan.cascade"].with_user(user).browse(action["res_id"])
        dialog.write(vals)
        dialog.action_apply()
        return plan.implemented_by_ids

    @classmethod
    def own(cls, plan, superior):
        """Return the task of ``plan`` that answers to ``superior``."""
        return plan.task_ids.filtered(lambda task: task.superior_task_id == superior)

    def coverage(self, user=None, plan=None):
        """Return ``{(task, authority): state}`` as ``user`` sees it."""
        rows = self.env["child.plan.coverage"].with_user(user or self.env.user)
        found = rows.search([("plan_id", "=", (plan or self.superior).id)])
        return {(row.task_id.name, row.unit_id.name): row.state for row in found}

    def changes(self, plan):
        plan.invalidate_recordset()
        return self.env["child.plan.superior.change"].search([("plan_id", "=", plan.id)])

"""The sector of a task: the leader's page counts its work there, whichever units have it."""

from pathlib import Path
from runpy import run_path

from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..common import PlanCase, Undo

SCRIPTS = Path(__file__).parents[2] / "migrations" / "19.0.8.0.0"


class TestTaskSector(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        sectors = cls.env["child.plan.sector"]
        cls.care, cls.medicine = sectors.create(
            [{"name": "Chăm sóc", "code": "t_care"}, {"name": "Y", "code": "t_medicine"}]
        )
        cls.office.sector_id = cls.care
        cls.health.sector_id = cls.medicine
        (cls.ward_1 | cls.ward_2).sector_id = cls.medicine
        cls.plan_a = cls.plan()
        cls.of_health = cls.task(cls.plan_a, [cls.health], [cls.front], name="Khám bệnh")
        cls.of_wards = cls.task(cls.plan_a, [cls.wards], [cls.health], name="Thăm hỏi")
        cls.of_both = cls.task(cls.plan_a, [cls.health, cls.front], name="Vận động")

    def test_it_is_that_of_the_units_that_lead_else_that_of_the_standing_office(self):
        self.assertEqual(self.of_health.sector_id, self.medicine)
        self.assertEqual(self.of_wards.sector_id, self.care)
        self.assertEqual(self.of_both.sector_id, self.care, "two units that lead have no sector in common")
        self.wards.sector_id = self.medicine
        self.assertEqual(self.task(self.plan_a, [self.wards]).sector_id, self.care, "wards work in every sector")
        self.assertEqual(self.task(self.plan_a, [self.wards, self.health]).sector_id, self.medicine)

    def test_a_sector_that_was_chosen_stays(self):
        task = self.task(self.plan_a, [self.wards], sector_id=self.medicine.id)
        self.assertEqual(task.sector_id, self.medicine)
        task.lead_unit_ids = self.front
        self.assertEqual(task.sector_id, self.medicine)
        copy = self.plan_a.copy()
        self.assertEqual(copy.task_ids.mapped("sector_id.code"), self.plan_a.task_ids.mapped("sector_id.code"))

    def test_the_page_counts_by_the_sector_of_the_task(self):
        """A ward's work of a health task is health work, though wards have no sector."""
        self.issue(self.plan_a)
        self.of_wards.with_user(self.user_office).sector_id = self.medicine
        work = self.plan_a.assignment_ids
        self.assertEqual(
            {row.sector_id for row in work.filtered(lambda row: row.unit_id in self.ward_1 | self.ward_2)},
            {self.medicine},
        )
        page = self.env["child.plan.dashboard"].with_user(self.user_district).get_page()
        for row in page["groups"]["sector"]["rows"]:
            opened = self.env["child.plan.assignment"].search([("sector_id", "=", row["id"]), ("id", "in", work.ids)])
            self.assertEqual(sum(row["n"][:-1]), len(opened), row["name"])
        narrowed = self.env["child.plan.dashboard"].with_user(self.user_district).get_page(sector_id=self.medicine.id)
        self.assertEqual(sum(narrowed["total"][:-1]), len(work.filtered(lambda row: row.sector_id == self.medicine)))

    def test_others_do_not_change_it(self):
        self.issue(self.plan_a)
        with self.assertRaises(AccessError):
            self.of_wards.with_user(self.user_health).sector_id = self.medicine

    def test_the_update_fills_it_as_the_fields_say(self):
        self.issue(self.plan_a)
        self.env.flush_all()
        queries = [
            SQL("SELECT id, sector_id FROM %s WHERE plan_id = %s ORDER BY id", SQL.identifier(table), self.plan_a.id)
            for table in ("child_plan_task", "child_plan_assignment")
        ]
        before = [self.env.execute_query(query) for query in queries]
        self.assertTrue(all(before))
        with self.assertRaises(Undo), self.env.cr.savepoint(flush=False):
            for table in ("child_plan_task", "child_plan_assignment"):
                self.env.cr.execute(SQL("ALTER TABLE %s DROP COLUMN sector_id CASCADE", SQL.identifier(table)))
            run_path(SCRIPTS / "pre-sector.py")["migrate"](self.env.cr, "19.0.7.0.0")
            self.assertEqual([self.env.execute_query(query) for query in queries], before)
            raise Undo

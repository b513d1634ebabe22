"""Real plan documents, where they are at hand, into the demonstration tree: every task at the right unit."""

import os
from pathlib import Path

from odoo.tests import TransactionCase, tagged

PLANS = Path(os.environ.get("CHILD_PLAN_SHARED", "/nowhere")) / "plans"

LONG_BIEN = {
    "III.1": ["lb_ldtbxh"],
    "III.2": ["lb_yt", "lb_ttyt"],
    "III.3": ["lb_gddt"],
    "III.4": ["lb_tp"],
    "III.5": ["lb_vhtt"],
    "III.6": ["lb_tckh"],
    "III.7": ["lb_bhxh"],
    "III.8": ["lb_mttq"],
    "III.9": ["lb_phunu"],
    "III.10": ["lb_phuong"],
}


@tagged("-at_install", "post_install")
class TestRealPlans(TransactionCase):
    def setUp(self):
        super().setUp()
        if not PLANS.is_dir() or not self.env.ref("child_plan.child_plan_long_bien", raise_if_not_found=False):
            self.skipTest("The real plans or the demonstration are not there.")
        # the plans are of before the reform of 2025, which an addon runs on the demonstration
        applied = self.env["child.plan.reorganisation"].search([("state", "=", "applied")], order="day desc, id desc")
        for reorganisation in applied:
            reorganisation.action_undo()

    def take_in(self, name, login):
        user = self.env["res.users"].search([("login", "=", login)])
        readings = self.env["child.plan.import"].with_user(user)
        reading, _known = readings._receive(name, (PLANS / name).read_bytes())
        reading.sudo()._read()
        return reading

    def units_by_section(self, reading):
        found = {}
        for task in reading.line_ids.filtered(lambda line: line.kind == "task"):
            found.setdefault(task.section, set()).add(task.name_id.unit_ids)
        return found

    def wanted(self):
        units = self.env["child.plan.unit"]
        return {
            section: units.union(*(self.env.ref(f"child_plan.child_plan_unit_{name}") for name in names))
            for section, names in LONG_BIEN.items()
        }

    def test_long_bien(self):
        reading = self.take_in("long-bien-2024.txt", "thuongtruc")
        self.assertEqual(self.units_by_section(reading), {code: {units} for code, units in self.wanted().items()})
        self.assertFalse([doubt for doubt in reading.doubts or [] if doubt["code"] == "other_issuer"])

    def test_long_bien_from_the_ocr(self):
        """Without diacritics no task goes to a wrong unit, and each block finds one; a joined name may lose a part."""
        reading = self.take_in("long-bien-2024-ocr.txt", "thuongtruc")
        found = self.units_by_section(reading)
        for section, units in self.wanted().items():
            for matched in found[section]:
                self.assertTrue(matched and matched <= units, section)

    def test_cao_loc(self):
        """Every name finds units of the district; one that also names nobody in particular is only proposed."""
        reading = self.take_in("cao-loc-2024.txt", "caoloc.thuongtruc")
        self.assertTrue(reading.name_ids)
        for name in reading.name_ids:
            self.assertEqual(name._match_state(), "proposed" if "các tổ chức" in name.text else "matched", name.text)
            self.assertTrue(name.unit_ids)
            self.assertEqual(name.unit_ids.authority_id, reading.issuer_id, name.text)

    def test_a_real_plan_becomes_a_draft(self):
        reading = self.take_in("long-bien-2024.txt", "thuongtruc")
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        self.assertEqual(len(plan.task_ids), 47)
        self.assertEqual(len(plan.task_ids.filtered("line_ids")), 33)

"""A draft is filled in by rule, from Excel, and shows what goes along."""

from base64 import b64encode

from odoo.exceptions import UserError
from odoo.fields import Command

from ..common import DAY
from .reorganisation_case import ReorganisationCase


class TestReorganisationDraft(ReorganisationCase):
    def test_units_below_find_their_place_and_offices_of_one_name_become_one(self):
        office_1 = self.unit("Văn phòng", self.ward_1, "department", "commune")
        office_2 = self.unit("Văn phòng", self.ward_2, "department", "commune")
        desk = self.unit("Bộ phận một cửa", office_2, "department", "commune")
        row = self.draft(
            (self.ward_1, "merge", {"into": "Xã Mới"}),
            (self.ward_2, "merge", {"into": "Xã Mới"}),
            new=[{"name": "Xã Mới"}],
        )
        self.assertIn("have no place yet", row.problem)
        row.with_user(self.admin).action_fill_below()
        self.assertFalse(row.problem)
        self.apply(row)
        new = row.new_unit_ids.unit_id
        self.assertEqual((office_1.parent_id, self.school.parent_id, desk.parent_id), (new, new, office_1))
        self.assertEqual(office_2.successor_ids, office_1)

    def test_the_preview_counts_what_goes_along(self):
        self.give(self.ward_1, self.ward_2, deliverables=["Báo cáo"])
        preview = str(self.merge().with_user(self.admin).preview)
        for words in ("Open work", "People", "Open reports", "Xã A1", "Xã Mới"):
            self.assertIn(words, preview)
        self.assertFalse(
            self.env["child.plan.reorganisation"].search([]).with_user(self.user_province).mapped("preview")[0]
        )

    def test_a_commune_gets_no_place_below_another(self):
        row = self.draft((self.district, "merge", {"into": "Xã Mới"}), new=[{"name": "Xã Mới", "level": "commune"}])
        row.new_unit_ids.parent_id = self.province
        row.authority_id = self.province
        row.action_fill_below()
        self.assertFalse((self.ward_1 | self.ward_2) & row.line_ids.unit_id)
        self.assertIn(self.health, row.line_ids.unit_id)
        self.assertRegex(row.problem, "have no place yet: .*Xã A1")
        self.assertIn("below Xã Mới", str(row.preview))

    def test_a_unit_is_reorganised_once_a_day(self):
        """After it was merged or renamed, no second draft of that day merges it elsewhere or renames it again."""
        self.apply(
            self.draft(
                (self.ward_1, "change", {"new_name": "Phường A1"}),
                (self.ward_2, "merge", {"into": "Xã Mới"}),
                new=[{"name": "Xã Mới"}],
                name="Sắp xếp lần đầu",
            )
        )
        for line in (
            (self.ward_2, "merge", {"successor_id": self.ward_1.id}),
            (self.ward_1, "change", {"new_name": "Phường A2"}),
        ):
            row = self.draft(line)
            self.assertIn("was reorganised on this day already, by “Sắp xếp lần đầu”", row.problem)
            with self.assertRaisesRegex(UserError, "on this day already"):
                row.with_user(self.admin).action_apply()
            row.unlink()
        later = self.draft((self.ward_1, "change", {"new_name": "Phường A2"}), day="2026-03-12")
        self.assertNotIn("already", later.problem or "")

    def test_what_is_decided_one_by_one_is_listed_with_the_heir_by_rule(self):
        work = self.give(self.ward_1)
        row = self.draft(
            (self.ward_1, "split", {"successor_id": self.ward_2.id, "is_default": True}),
            (self.ward_1, "split", {"into": "Xã Mới"}),
            new=[{"name": "Xã Mới"}],
        )
        row.with_user(self.admin).action_fill_choices()
        plan = row.choice_ids.filtered(lambda choice: choice.res_model == "child.plan")
        self.assertEqual((plan.res_id, plan.line_id.successor_id), (work.plan_id.id, self.ward_2))
        people = row.choice_ids - plan
        self.assertEqual(set(people.mapped("res_id")), set((self.user_ward_1 | self.user_second).ids))
        before = len(row.choice_ids)
        row.with_user(self.admin).action_fill_choices()
        self.assertEqual(len(row.choice_ids), before)

    def form(self):
        """Return a draft, and the head of its form."""
        row = self.draft((self.ward_1, "close", {})).with_user(self.admin)
        head = row.env["child.plan.reorganisation.upload"].create({"reorganisation_id": row.id})
        cells = head._read_workbook(b64encode(row._form()))
        return row, cells[: next(n for n, line in enumerate(cells) if line and line[0] == "unit") + 2]

    def test_lines_come_from_excel_or_errors_with_their_cells(self):
        row, top = self.form()
        good = [
            ["Xã A1", "Merged into", "Xã Mới", "", "", "", "", "", ""],
            ["Xã A2", "Merged into", "Xã Mới", "", "", "", "", "", ""],
            ["Trường A1", "Name, kind or place changes", "", "", "Trường mới", "", "", "", "Xã A2"],
        ]
        number, errors = row._take_lines([*top, *good])
        self.assertEqual((number, errors), (3, []))
        self.assertEqual(row.line_ids.unit_id, self.ward_1 | self.ward_2 | self.school)
        self.assertEqual(row.new_unit_ids.mapped("name"), ["Xã Mới"])
        bad = [
            ["Xã Không Có", "Biến mất", "", "", "", "", "", "", ""],
            ["Xã A1", "Merged into", "", "", "", "", "", "", ""],
        ]
        number, errors = row._take_lines([*top, *bad])
        line = len(top) + 1
        self.assertEqual([error.split(":")[0] for error in errors], [f"B{line}", f"A{line}", f"C{line + 1}"])
        self.assertEqual(len(row.line_ids), 3, "nothing was taken over")

    def test_names_in_excel_are_read_as_people_write_them(self):
        """Most communes of 1 July 2025 bear the name of one of their parts, and the code of another one."""
        self.ward_1.write({"name": "UBND xã Công Sơn", "code": "06211"})
        self.ward_2.write({"name": "UBND xã Hải Yến", "code": "06220"})
        self.school.parent_id = self.district
        row, top = self.form()
        rows = [
            ["xa cong son", "Merged into", "xã Công Sơn"],
            ["6220", "Merged into", "UBND xã Công Sơn"],
            ["Trường A1", "Name, kind or place changes", "", "", "", "", "", "", "xã Công Sơn"],
        ]
        self.assertEqual(row._take_lines([*top, *reversed(rows)]), (3, []))
        self.assertRecordValues(row.new_unit_ids, [{"name": "UBND xã Công Sơn", "parent_id": self.district.id}])
        self.assertEqual(row.line_ids.filtered("new_parent_unit_id").unit_id, self.school)
        self.assertFalse(row.problem)
        made = self.unit("UBND xã Công Sơn", self.district, "authority", "commune", valid_from=DAY, code="06220")
        self.assertEqual(row._take_lines([*top, *([*each[:2], "06220"] for each in rows[:2])]), (2, []))
        self.assertEqual(row.line_ids.successor_id, made)
        number, errors = row._take_lines([*top, ["xã Cộng Sơn", "Merged into", "xã Cống Sơn"]])
        self.assertEqual([error[0] for error in errors], ["A", "C"])
        self.assertIn("UBND xã Công Sơn?", errors[0])
        self.assertEqual(row._take_lines(top), (0, ["The form has no row yet."]))
        self.assertEqual(len(row.line_ids), 2)

    def test_people_are_decided_one_by_one(self):
        row = self.draft(
            (self.ward_1, "split", {"successor_id": self.ward_2.id, "is_default": True}),
            (self.ward_1, "split", {"into": "Xã Mới"}),
            (self.school, "change", {"new_parent_id": self.ward_2.id}),
            new=[{"name": "Xã Mới"}],
        )
        row.with_user(self.admin).action_fill_choices()
        choice = row.choice_ids.filtered(lambda choice: choice.res_id == self.user_second.id)
        choice.with_user(self.admin).line_id = row.line_ids.filtered("new_unit_id")
        self.apply(row)
        new = row.new_unit_ids.unit_id
        self.assertEqual(
            (self.user_ward_1.child_plan_unit_ids, self.user_second.child_plan_unit_ids), (self.ward_2, new)
        )
        self.assertFalse(self.ward_1.user_ids)

    def test_an_official_mapping_adds_lines(self):
        row = self.draft(day=DAY)
        new = {"name": "Phường Mới", "parent_id": self.district.id}
        lines = row._add_lines(
            [{"unit_id": unit.id, "kind": "merge", "new": new} for unit in self.ward_1 | self.ward_2]
        )
        self.assertEqual((len(lines), len(row.new_unit_ids)), (2, 1))
        self.assertEqual(lines.new_unit_id, row.new_unit_ids)

    def test_members_that_end_are_replaced(self):
        self.wards.write({"member_ids": [Command.set([self.ward_1.id])]})
        self.apply(self.merge())
        self.assertEqual(self.wards.member_ids.name, "Xã Mới")

"""Mending a block is one action; several lines are changed at once; every edit can be undone."""

from datetime import date

from odoo.exceptions import AccessError

from odoo.addons.child_plan.models.unit.later_save import ChangedMeanwhile

from .import_case import DOCUMENT, ImportCase


class TestImportBlocks(ImportCase):
    def units(self, reading):
        """``[(unit as printed, beginning of the task)]`` in printed order."""
        tasks = reading.line_ids.sorted("sequence").filtered(lambda line: line.kind in ("task", "activity"))
        return [(task.name_id.text, task.text[:7]) for task in tasks]

    def test_a_heading_that_becomes_a_unit_takes_what_is_below_along(self):
        reading = self.take_in()
        before = self.units(reading)
        unit = self.line(reading, "Phòng Y tế A", "unit")
        unit.edit({"kind": "heading"})
        self.assertEqual([name for name, text in self.units(reading) if text in ("Tổ chức", "Phối hợ")], [False] * 2)
        answer = unit.edit({"kind": "unit"})
        self.assertEqual(self.units(reading), before)
        self.assertEqual(len(answer["lines"]), 3, "the screen is told of the heading and its two tasks")

    def test_a_task_that_names_another_unit_keeps_it(self):
        reading = self.take_in()
        unit, task = self.line(reading, "Phòng Y tế A", "unit"), self.line(reading, "Tổ chức khám")
        other = reading.name_ids.filtered(lambda name: name.text == "Mặt trận A")
        unit.edit({"kind": "heading"})
        task.assign(name_id=other.id)
        unit.edit({"kind": "unit"})
        self.assertEqual(task.name_id, other)
        self.assertEqual(self.line(reading, "Phối hợp Phòng").name_id, unit.name_id)

    def test_what_becomes_a_task_takes_the_unit_of_its_block(self):
        reading = self.take_in()
        task = self.line(reading, "Tổ chức khám")
        name = task.name_id
        task.assign()
        task.edit({"kind": "other"})
        task.edit({"kind": "task"})
        self.assertEqual(task.name_id, name)

    def test_a_text_of_the_document_is_made_a_task_of_its_block(self):
        reading = self.take_in()
        before = len(reading.line_ids)
        answer = reading.add_line("khám sức khỏe\ncho trẻ em  mồ côi")
        new = reading.line_ids.browse(max(line["id"] for line in answer["lines"]))
        self.assertEqual(
            (new.text, new.kind, new.name_id.text), ("khám sức khỏe cho trẻ em mồ côi", "task", "Phòng Y tế A")
        )
        self.assertEqual(reading.text[new.start : new.end], "khám sức khỏe cho trẻ em mồ côi")
        self.assertEqual(reading.line_ids.sorted("sequence").mapped("sequence"), list(range(1, before + 2)))
        self.assert_refused(
            lambda: reading.add_line("Điều này không có trong văn bản"), "does not stand in the document"
        )
        reading.undo()
        self.assertEqual(len(reading.line_ids), before)

    def test_several_lines_are_changed_at_once(self):
        reading = self.take_in()
        lines = self.line(reading, "Tổ chức khám") | self.line(reading, "Phối hợp Phòng")
        lines.edit({"role": "coordinate", "due_on": "2026-06-01"})
        values = {"role": "coordinate", "due_on": date(2026, 6, 1), "state": "accepted"}
        self.assertRecordValues(lines, [values, values])
        lines.drop("Không giao")
        self.assertEqual(lines.mapped("state"), ["dropped"] * 2)


class TestImportWording(ImportCase):
    def test_split_and_merge_are_inverse(self):
        reading = self.take_in()
        task = self.line(reading, "Là cơ quan")
        text, end = task.text, task.end
        task.split(text.index(" tổng hợp"))
        self.assertEqual(task.text, "Là cơ quan thường trực")
        second = reading.line_ids.filtered(lambda line: line.start == task.end and line != task)
        second.merge_up()
        self.assertEqual((task.text, task.end), (text, end))

    def test_what_was_merged_is_split_as_it_was(self):
        reading = self.take_in()
        above, line = self.line(reading, "Tổ chức khám"), self.line(reading, "Phối hợp Phòng")
        line.edit({"due_on": "2026-06-01", "role": "coordinate"})
        words = (above.text, line.text)
        line.merge_up()
        self.assertEqual(above.text, f"{words[0]} {words[1]}")
        above.split(len(words[0]) + 1)
        self.assertEqual((above.text, line.active, line.text), (words[0], True, words[1]))
        self.assertEqual((line.due_on, line.role), (date(2026, 6, 1), "coordinate"))

    def test_targets_inside_a_task_become_targets(self):
        words = "Vận động, cụ thể: phấn đấu 90% trẻ em mồ côi đến trường; đạt 100% được khám sức khỏe."
        reading = self.take_in(DOCUMENT.replace("Vận động nhân dân giúp đỡ trẻ em mồ côi.", words))
        task = self.line(reading, "Vận động, cụ thể")
        task.make_targets()
        new = reading.line_ids.filtered(lambda line: line.kind == "target" and line.start == task.start)
        self.assertEqual(
            new.mapped(lambda line: (line.comparator, line.value, line.uom)),
            [("ge", 90, "percent"), ("ge", 100, "percent")],
        )
        self.assertEqual(new.mapped("section"), [task.section] * 2)
        self.assertTrue(task.active, "the task stays")
        self.assert_refused(self.line(reading, "Tặng quà").make_targets, "No number to reach")

    def test_sections_are_those_that_are_printed(self):
        text = DOCUMENT.replace("- Tổ chức khám", "a) Tổ chức khám").replace("- Phối hợp Phòng", "b) Phối hợp Phòng")
        reading = self.take_in(text)
        self.line(reading, "Phối hợp Phòng").edit({"section": "IV.2.b"})
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        tasks = plan.task_ids.filtered(lambda task: task.section_id.code == "IV.2")
        self.assertEqual(len(tasks), 2)
        self.assertEqual(tasks.section_id.name, "Phòng Y tế A")
        self.assertEqual(plan.section_ids.mapped("code"), ["II", "IV.1", "IV.2", "IV.3", "IV.4", "IV.5"])

    def test_who_watches_over_a_task_coordinates_in_the_plan(self):
        reading = self.take_in()
        task = self.line(reading, "Rà soát danh sách")
        task.sudo().watching_ids = self.line(reading, "Phòng Y tế A", "unit").name_id
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        row = plan.task_ids.filtered(lambda task: task.name.startswith("Rà soát")).line_ids[-1]
        self.assertEqual((row.unit_id, row.role, row.note), (self.health, "coordinate", "Watches over it"))


class TestImportUndo(ImportCase):
    def state_of(self, reading):
        reading.invalidate_recordset()
        review = reading.get_review()
        changing = {"can_undo", "can_redo"}
        head = {name: value for name, value in review["head"].items() if name not in changing}
        return head, review["lines"], {name["id"]: name for name in review["names"]}, review["doubts"]

    def test_every_edit_is_undone_and_done_again(self):
        reading = self.take_in()
        reading.sudo().doubts = [{"code": "no_date", "text": "", "at": 0}]
        task, unit = self.line(reading, "Rà soát danh sách"), self.line(reading, "Phòng Y tế A", "unit")
        other, red = self.line(reading, "chăm sóc tốt hơn", "other"), self.line(reading, "Hội Chữ thập đỏ", "unit")
        edits = [
            lambda: task.edit({"text": "Rà soát", "due_on": False}),
            lambda: task.split(2),
            lambda: self.line(reading, "Tổ chức khám").merge_up(),
            lambda: self.line(reading, "Tặng quà").drop("Nói hai lần"),
            lambda: self.line(reading, "Tặng quà").restore(),
            lambda: task.assign(self.health.id),
            lambda: unit.edit({"kind": "heading"}),
            lambda: other.edit({"kind": "task"}),
            lambda: red.name_id.set_units([self.front.id]),
            lambda: red.name_id.set_requested(True),
            lambda: reading.set_head({"number": "99/KH-UBND", "implements_id": False}),
            lambda: reading.dismiss_doubt(0),
            lambda: reading.add_line("tư vấn cho gia đình nhận nuôi"),
        ]
        states = [self.state_of(reading)]
        for edit in edits:
            answer = edit()
            self.assertEqual(reading.history_length, len(states), "the edit is kept")
            self.assertEqual((answer["head"]["can_undo"], answer["head"]["can_redo"]), (True, False))
            states.append(self.state_of(reading))
        for state in reversed(states[:-1]):
            reading.undo()
            self.assert_state(reading, state)
        self.assert_refused(reading.undo, "nothing to undo")
        for state in states[1:]:
            reading.redo()
            self.assert_state(reading, state)
        self.assert_refused(reading.redo, "nothing to undo")

    def assert_state(self, reading, state):
        """The review shows what it showed then; names that were added in between may stay."""
        for found, expected in zip(self.state_of(reading), state, strict=True):
            if isinstance(expected, dict):
                found = {key: found[key] for key in expected}
            self.assertEqual(found, expected)

    def test_words_that_another_has_changed_are_shown_first(self):
        reading = self.take_in()
        task, seen = self.line(reading, "Tổ chức khám"), self.line(reading, "Tổ chức khám").text
        task.edit({"text": "Khám cho trẻ mồ côi"}, {"text": seen})
        for call in (
            lambda: task.edit({"text": "Khám cho mọi trẻ"}, {"text": seen}),
            lambda: reading.set_head({"number": "2/KH"}, {"number": "0/KH"}),
        ):
            with self.assertRaisesRegex(ChangedMeanwhile, "changed this while you had it open"):
                call()
        self.assertEqual(task.text, "Khám cho trẻ mồ côi")

    def test_what_was_undone_is_gone_with_the_next_edit(self):
        reading = self.take_in()
        task = self.line(reading, "Rà soát danh sách")
        task.edit({"text": "Một"})
        reading.undo()
        task.edit({"text": "Hai"})
        self.assert_refused(reading.redo, "nothing to undo")
        reading.undo()
        self.assertTrue(task.text.startswith("Rà soát danh sách"))

    def test_a_stranger_undoes_nothing(self):
        reading = self.take_in()
        self.line(reading, "Rà soát danh sách").edit({"text": "Một"})
        for user in (self.user_office_b, self.user_health):
            self.assert_refused(reading.with_user(user).undo, error=AccessError)

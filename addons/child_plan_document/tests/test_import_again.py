"""A part is read again by what a person said of one of its lines; the difference is seen first."""

from odoo.exceptions import AccessError

from .import_case import DOCUMENT, ImportCase

# Nothing here says that the part assigns work, nor that its heads are units.
MISREAD = DOCUMENT.replace("IV. TỔ CHỨC THỰC HIỆN", "IV. CÁC ĐIỀU CẦN LƯU Ý").replace(
    "5. Hội Chữ thập đỏ huyện\n- Tặng quà trẻ em mồ côi trước ngày 01/6/2026.",
    "5. Nhóm áo xanh\n- Tặng quà trẻ em mồ côi trước ngày 01/6/2026.\n6. Góc chia sẻ\n- Nghe trẻ em nói hằng tháng.",
)


class TestImportAgain(ImportCase):
    def given(self, reading):
        tasks = reading.line_ids.sorted("sequence").filtered(lambda line: line.kind in ("task", "activity"))
        return [(task.name_id.text or "", task.text.split(",")[0][:12], task.state) for task in tasks]

    def misread(self):
        """A reading in which the heads of the last part are no units."""
        reading = self.take_in(MISREAD)
        heads = reading.line_ids.filtered(lambda line: line.kind == "unit" and line.section.startswith("IV."))
        heads.edit({"kind": "heading"})
        reading.line_ids.sudo().filtered(lambda line: line.state != "dropped").state = "read"
        return reading

    def test_the_rest_of_a_part_is_read_by_one_line_that_is_a_unit(self):
        reading = self.misread()
        head = self.line(reading, "Nhóm áo xanh")
        before = self.given(reading)
        changes = head.preview_as("unit")
        self.assertEqual(self.given(reading), before, "a preview writes nothing")
        self.assertFalse(reading.hints)
        gift = next(change for change in changes if change["text"].startswith("Tặng quà"))
        self.assertEqual(gift["after"]["unit"], "Nhóm áo xanh")
        head.read_as("unit")
        given = dict((text, name) for name, text, _state in self.given(reading))
        self.assertEqual(given["Tặng quà trẻ"], "Nhóm áo xanh")
        self.assertEqual(given["Nghe trẻ em "], "Góc chia sẻ", "the head beside it is one too")
        self.assertEqual(given["Tổ chức khám"], "Phòng Y tế A")
        after = {line.id: (line.kind, line.name_id.text or "") for line in reading.line_ids}
        for change in changes:
            self.assertTrue(
                change["after"] is None or (change["after"]["kind"], change["after"]["unit"]) in after.values()
            )
        sequences = reading.line_ids.sorted("sequence").mapped("sequence")
        self.assertEqual(sequences, list(range(1, len(sequences) + 1)))
        reading.undo()
        self.assertEqual(self.given(reading), before)
        self.assertFalse(reading.hints)

    def test_a_heading_is_the_part_that_assigns_and_what_a_person_decided_stays(self):
        reading = self.misread()
        dropped, kept = self.line(reading, "Tặng quà"), self.line(reading, "Nghe trẻ em")
        dropped.drop("Nói hai lần")
        kept.edit({"text": "Nghe trẻ em nói mỗi tháng", "kind": "activity"})
        self.line(reading, "CÁC ĐIỀU", "heading").read_as("assigning")
        self.assertEqual(dropped.state, "dropped")
        self.assertEqual(kept.text, "Nghe trẻ em nói mỗi tháng")
        self.assertEqual(len(reading.line_ids.filtered(lambda line: "Nghe trẻ em" in line.text)), 1)
        self.assertIn(("Phòng Y tế A", "Tổ chức khám", "read"), self.given(reading))

    def test_what_was_said_before_still_holds(self):
        reading = self.misread()
        self.line(reading, "Nhóm áo xanh").read_as("unit")
        self.line(reading, "KINH PHÍ", "heading").read_as("nothing")
        self.assertFalse(reading.line_ids.filtered(lambda line: line.kind == "funding"))
        self.assertEqual(sorted(said for _at, said in reading.hints), ["nothing", "unit"])
        self.assertTrue([name for name, text, _state in self.given(reading) if name == "Nhóm áo xanh"])

    def test_only_who_reviews_reads_again(self):
        reading = self.misread()
        line = self.line(reading, "Nhóm áo xanh")
        for user in (self.user_office_b, self.user_health):
            self.assert_refused(lambda u=user: line.with_user(u).read_as("unit"), error=AccessError)
            self.assert_refused(lambda u=user: line.with_user(u).preview_as("unit"), error=AccessError)
        self.assert_refused(lambda: line.read_as("__class__"), "cannot be read again")

"""A document is read into a reading under review; nothing of it is lost."""

from odoo.exceptions import AccessError

from ..document.doubts import MESSAGES
from ..document.errors import DocumentError
from ..reader_words import SENTENCES
from .import_case import DOCUMENT, ImportCase


class TestImportReading(ImportCase):
    def test_the_head_and_every_kind_of_item_are_read(self):
        reading = self.take_in()
        self.assertRecordValues(
            reading,
            [
                {
                    "state": "review",
                    "name": "Chăm sóc trẻ em mồ côi năm 2026",
                    "number": "12/KH-UBND",
                    "issuer_id": self.district.id,
                    "standing_unit_id": self.office.id,
                    "signatory_position": "PHÓ CHỦ TỊCH",
                }
            ],
        )
        kinds = reading.line_ids.grouped("kind")
        found = {kind: len(kinds.get(kind, ())) for kind in ("unit", "task", "target", "funding", "basis")}
        self.assertEqual(found, {"unit": 5, "task": 7, "target": 1, "funding": 1, "basis": 1})

    def test_every_item_says_where_it_stands(self):
        reading = self.take_in()
        for line in reading.line_ids.filtered(lambda line: line.kind in ("task", "unit", "target")):
            printed = "".join(reading.text[line.start : line.end].split())
            self.assertIn("".join(line.text.split())[:40], printed)

    def test_the_names_are_matched_in_the_tree_of_the_issuer(self):
        reading = self.take_in()
        found = {name.text: (name.unit_ids, name._match_state()) for name in reading.name_ids}
        self.assertEqual(found["Phòng Lao động A"], (self.office, "matched"))
        self.assertEqual(found["Phòng Y tế A"], (self.health, "matched"))
        self.assertEqual(found["Mặt trận A"], (self.front, "matched"))
        self.assertEqual(found["UBND các xã"], (self.wards, "matched"))
        self.assertEqual(found["Hội Chữ thập đỏ huyện"][1], "unknown")
        self.assertTrue(reading.name_ids.filtered(lambda name: name.text == "Mặt trận A").requested)

    def test_every_name_in_a_heading_is_known_proposed_or_said_to_be_unknown(self):
        for glue, other in (
            ("; ", "Trung tâm Phục hồi chức năng huyện"),
            (", ", "Câu lạc bộ Sao Mai"),
            (" và ", "Đài Sao Mai"),
        ):
            with self.subTest(glue):
                reading = self.take_in(DOCUMENT.replace("2. Phòng Y tế A", f"2. Phòng Y tế A{glue}{other}"))
                [name] = reading.name_ids.filtered(lambda name, other=other: other in name.text)
                self.assertEqual((name._match_state(), name.unit_ids), ("proposed", self.health))
                name.set_units(name.unit_ids.ids)
                self.assertEqual(name._match_state(), "matched")
                [told] = [row for row in reading.get_review()["names"] if row["id"] == name.id]
                self.assertEqual(told["unknown_parts"], [other], "one click does not lose it")
                name.leave_out(other)
                self.assertFalse(name._unknown_parts())
                reading.undo()
                self.assertEqual(name._unknown_parts(), [other])
                answer = name.propose_unit(other, "facility", self.district.id, other)
                self.assertFalse(next(row for row in answer["names"] if row["id"] == name.id)["unknown_parts"])
                self.assertEqual(name.unit_ids.mapped("name"), [self.health.name, other])
                reading.action_cancel()
                self.env["child.plan.unit"].search([("name", "=", other)]).active = False

    def test_what_is_not_known_of_a_heading_is_noted_in_the_draft(self):
        reading = self.take_in(DOCUMENT.replace("2. Phòng Y tế A", "2. Phòng Y tế A; Câu lạc bộ Sao Mai"))
        reading.name_ids.filtered(lambda name: "Sao Mai" in name.text).set_units(self.health.ids)
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        self.assertIn("Câu lạc bộ Sao Mai", plan.message_ids.mapped("body")[0])
        self.assertEqual(plan.task_ids.filtered(lambda task: "khám" in task.name).lead_unit_ids, self.health)

    def test_the_plan_that_it_implements_is_proposed_by_its_number(self):
        superior = self.plan(
            number="07/KH-UBND", issuer_id=self.province.id, standing_unit_id=self.health_p.id, name="Tỉnh"
        )
        self.assertFalse(self.take_in().implements_id, "a draft above cannot be read, so nothing is told of it")
        self.task(superior, [self.district])
        superior.sudo().action_issue()
        reading = self.take_in(DOCUMENT + "\n")
        self.assertEqual(reading.implements_id, superior)

    def test_a_file_that_cannot_be_read_says_why_and_can_be_read_again(self):
        reading = self.take_in(b"PK\x03\x04 broken", filename="ke-hoach.docx")
        self.assertEqual(reading.state, "failed")
        told = reading.with_context(lang="en_US").get_state()["failure"]
        self.assertTrue(told and "%(" not in told)
        reading.action_read_again()
        self.assertEqual(reading.state, "reading")

    def test_another_issuer_on_the_paper_is_the_first_thing_to_look_at(self):
        reading = self.take_in(DOCUMENT.replace("HUYỆN A", "HUYỆN B").replace("Huyện A", "Huyện B"))
        self.assertEqual(reading.issuer_id, self.district)
        self.assertIn("huyện b", reading.printed_issuer.lower())
        words = f"The document names “{reading.printed_issuer}” as its issuer, not “{self.district.display_name}”."
        self.assertEqual(reading.with_context(lang="en_US").get_review()["doubts"][0]["message"], words)

    def test_no_plan_is_told_apart(self):
        reading = self.take_in("Kính gửi các phòng\n\nMời họp vào ngày mai.\n")
        self.assertFalse(reading.is_plan)
        self.assertIn("no_plan", [doubt["code"] for doubt in reading.doubts])

    def test_the_same_file_opens_the_first_reading(self):
        first = self.take_in()
        again, known = self.env["child.plan.import"].with_user(self.user_office)._receive("b.txt", DOCUMENT.encode())
        self.assertEqual((again, known), (first, True))
        first.action_cancel()
        other, known = self.env["child.plan.import"].with_user(self.user_office)._receive("b.txt", DOCUMENT.encode())
        self.assertFalse(known)
        self.assertNotEqual(other, first)
        of_b, known = self.env["child.plan.import"].with_user(self.user_office_b)._receive("b.txt", DOCUMENT.encode())
        self.assertFalse(known, "another authority knows nothing of it")
        self.assertEqual(of_b.issuer_id, self.district_b)

    def test_words_of_the_reader_are_all_translated(self):
        errors = [DocumentError, *DocumentError.__subclasses__()]
        words = {error.message for error in errors} | set(MESSAGES.values())
        self.assertFalse(words - {sentence._source for sentence in SENTENCES})


class TestImportAccess(ImportCase):
    def test_nobody_else_sees_a_reading(self):
        """Not the neighbour, not those who are given work, not the level above, not who has no unit."""
        reading = self.take_in()
        self.assertEqual(reading.with_user(self.user_district).state, "review", "the leader of the issuer does")
        for user in (self.user_office_b, self.user_health, self.user_province, self.user_finance, self.nobody):
            for record in (reading, reading.line_ids[:1], reading.name_ids[:1]):
                with self.subTest(f"{user.login} {record._name}"):
                    self.assert_refused(record.with_user(user).read, error=AccessError)
        document = self.env["ir.attachment"].search(
            [("res_model", "=", "child.plan.import"), ("res_id", "=", reading.id), ("res_field", "=", "document")]
        )
        self.assertEqual(len(document), 1)
        self.assert_refused(lambda: document.with_user(self.user_office_b).read(["datas"]), error=AccessError)

    def test_nobody_mends_what_is_not_theirs(self):
        reading = self.take_in()
        line = self.line(reading, "Rà soát")
        stranger = line.with_user(self.user_office_b)
        name = reading.name_ids[:1].with_user(self.user_office_b)
        for call in (
            lambda: stranger.edit({"text": "Khác"}),
            lambda: stranger.drop("x"),
            lambda: stranger.split(5),
            lambda: stranger.merge_up(),
            lambda: stranger.assign(self.health.id),
            lambda: name.set_units([self.health.id]),
            lambda: reading.with_user(self.user_office_b).get_review(),
            lambda: reading.with_user(self.user_office_b).action_create_plan(),
            lambda: reading.with_user(self.user_office_b).action_cancel(),
        ):
            self.assert_refused(call, error=AccessError)

    def test_a_callers_context_and_values_change_nothing(self):
        """A reading is born unread, in the caller's own place; its rows are mended by methods alone."""
        model = self.env["child.plan.import"].with_user(self.user_office)
        reading = model.with_context(default_state="done", default_text="x", default_is_version=True).create(
            {
                "filename": "a.txt",
                "document": "eA==",
                "issuer_id": self.district.id,
                "standing_unit_id": self.office.id,
                "state": "done",
                "checksum": "x",
                "text": "y",
            }
        )
        self.assertRecordValues(reading, [{"state": "reading", "text": False, "is_version": False}])
        self.assertNotEqual(reading.checksum, "x")
        foreign = {"filename": "a", "document": "eA==", "issuer_id": self.district_b.id}
        foreign["standing_unit_id"] = self.office_b.id
        self.assert_refused(lambda: model.create(foreign), error=AccessError)
        for vals in ({"state": "done"}, {"text": "y"}, {"plan_id": 1}, {"doubts": []}, {"line_ids": []}):
            with self.subTest(vals):
                self.assert_refused(lambda vals=vals: reading.write(vals), "changed in the review of the document")
        read = self.take_in()
        for record in (read.line_ids[:1], read.name_ids[:1]):
            self.assert_refused(lambda r=record: r.write({"text": "Khác"}), "changed in the review of the document")
            self.assert_refused(record.unlink, error=AccessError)
        self.assert_refused(lambda: read.write({"issuer_id": self.district_b.id}), error=AccessError)
        hidden = self.plan(issuer_id=self.district_b.id, standing_unit_id=self.office_b.id)
        self.assert_refused(lambda: read.write({"implements_id": hidden.id}), error=AccessError)

    def test_a_new_version_is_only_of_a_plan_that_one_keeps(self):
        plan = self.plan(issuer_id=self.district_b.id, standing_unit_id=self.office_b.id)
        readings = self.env["child.plan.import"].with_user(self.user_office)
        self.assert_refused(
            lambda: readings._receive("a.txt", b"x", plan.with_user(self.user_office)), error=AccessError
        )

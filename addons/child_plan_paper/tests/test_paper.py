"""A paper from draft to signed file: numbers, what is kept, who may do what."""

import hashlib
from base64 import b64decode, b64encode
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.child_plan.models.unit.chatter import chatter_fields
from odoo.addons.child_plan.tests.common import NOT_ALLOWED, on

from ..models.paper import WRITABLE
from .paper_case import PDF, PaperCase


class TestPaper(PaperCase):
    def test_a_reminder_says_what_is_overdue(self):
        paper = self.reminder()
        self.assertRecordValues(
            paper,
            [
                {
                    "kind": "reminder",
                    "state": "draft",
                    "issuer_id": self.district.id,
                    "drafter_id": self.office.id,
                    "addressees": "Xã A1",
                    "name": "đôn đốc thực hiện nhiệm vụ quá hạn (lần 1)",
                    "figures_on": date(2026, 3, 11),
                    "number": False,
                }
            ],
        )
        text = self.text_of(paper)
        self.assertIn(f"Kế hoạch số {paper.plan_id.number} ngày 05 tháng 01 năm 2026 của Huyện A về thử", text)
        self.assertIn("Xã A1 còn 1 nhiệm vụ đã quá hạn", text)
        self.assertIn("1 | Rà soát trẻ em | 02/3/2026 |  | Quá hạn 7 ngày làm việc", text)
        [work] = paper.assignment_ids
        self.assertIn((work._name, work.id, ""), self.references(paper))

    def test_nobody_is_reminded_of_what_is_not_overdue(self):
        work = self.give(self.ward_1).with_user(self.user_office)
        self.assertTrue(self.is_refused(work.action_write_reminders, "None of these is overdue"))

    def test_only_who_decides_writes_reminders(self):
        work = self.late_work(self.ward_1)
        for user in (self.user_ward_1, self.user_finance):
            self.assertTrue(
                self.is_refused(work.with_user(user).action_write_reminders, "Only the standing office of the plan")
            )

    def test_what_is_missing_is_said_before(self):
        paper = self.reminder()
        paper.write({"addressees": "", "signing_position": "", "body": "Còn {số việc}"})
        for words in ("whom the letter goes to", "the signatory's position", "line 1, letter 5: “{số việc}”"):
            self.assertIn(words, paper.missing)
        self.assertIn("the number", paper.remark)
        self.assertTrue(self.is_refused(paper.action_to_signature, "cannot be signed yet"))

    def test_numbers_go_on_in_the_year(self):
        first, second = (self.signed(self.reminder()) for _paper in range(2))
        self.assertEqual((first.number, second.number), (f"01/{first.symbol}", f"02/{first.symbol}"))
        with on(date(2027, 1, 4)):
            self.assertEqual(self.signed(self.reminder(self.late_work(self.ward_2))).ordinal, 1)

    def test_secret_papers_are_counted_apart(self):
        self.signed(self.reminder())
        paper = self.reminder()
        paper.secrecy = "mat"
        self.assertEqual(self.signed(paper).ordinal, 1)

    def test_a_gap_needs_a_word(self):
        paper = self.reminder()
        paper.action_to_signature()
        paper.ordinal = 15
        self.assertTrue(self.is_refused(paper.action_issue, "leaves numbers out"))
        paper.gap_reason = "Theo sổ văn bản đi của Văn phòng"
        paper.action_issue()
        self.assertEqual(paper.ordinal, 15)

    def test_a_number_is_given_once(self):
        first = self.signed(self.reminder())
        paper = self.reminder()
        paper.action_to_signature()
        paper.ordinal = first.ordinal
        self.assertTrue(self.is_refused(paper.action_issue, "has the number 1"))

    def test_what_was_given_for_signature_prints_the_same_later(self):
        paper = self.reminder()
        paper.action_to_signature()
        before = self.text_of(paper)
        paper.plan_id.sudo().number = "999/KH-UBND"
        paper.assignment_ids.sudo().task_id.name = "Khác"
        with on(date(2026, 5, 1)):
            paper.action_issue()
            self.assertEqual(self.text_of(paper), before)
        head = paper._tree().head
        self.assertEqual((head.number, head.day), ("1", date(2026, 5, 1)))

    def test_a_draft_takes_todays_figures_and_keeps_its_words(self):
        paper = self.reminder()
        paper.body = "Còn {số nhiệm vụ} nhiệm vụ, chậm nhất {ngày số liệu}."
        with on(date(2026, 3, 20)):
            paper.action_refresh()
        self.assertEqual(self.text_of(paper), "Còn 1 nhiệm vụ, chậm nhất 20/3/2026.")

    def test_only_the_fields_of_its_state_are_written(self):
        """Every other field is refused, also one that another addon adds."""
        paper = self.reminder()
        for state in ("draft", "signing", "issued"):
            paper.sudo().state = state
            locked = paper._fields.keys() - WRITABLE[state] - chatter_fields(self.env)
            self.assertGreater(len(locked), 10)
            for name in sorted(locked):
                with self.subTest(state=state, field=name), self.assertRaisesRegex(UserError, "no draft any|buttons"):
                    paper.write({name: False})

    def test_a_caller_cannot_make_a_paper_that_is_issued(self):
        vals = {"kind": "reminder", "name": "X", "issuer_id": self.district.id, "drafter_id": self.office.id}
        papers = self.env["child.plan.paper"].with_user(self.user_office).with_context(default_state="issued")
        paper = papers.create({**vals, "state": "issued", "content": {"type": "Paper"}, "signed_sha256": "0"})
        self.assertRecordValues(paper, [{"state": "draft", "content": False, "signed_sha256": False}])

    def test_a_paper_of_another_authority_is_not_made(self):
        vals = {"kind": "reminder", "name": "X", "issuer_id": self.district_b.id, "drafter_id": self.office.id}
        papers = self.env["child.plan.paper"].with_user(self.user_office)
        self.assertTrue(self.is_refused(lambda: papers.create(vals), NOT_ALLOWED, AccessError))
        paper = self.reminder()
        change = {"issuer_id": self.district_b.id}
        self.assertTrue(self.is_refused(lambda: paper.write(change), NOT_ALLOWED, AccessError))

    def test_readers_get_it_when_it_is_issued(self):
        paper = self.reminder()
        readers = (self.user_ward_1, self.user_province)
        for user in readers:
            self.assertFalse(paper.with_user(user).has_access("read"))
        self.signed(paper)
        for user in readers:
            self.assertTrue(paper.with_user(user).has_access("read"))
            self.assertFalse(paper.with_user(user).has_access("write"))
        for user in (self.user_ward_2, self.user_health, self.user_district_b, self.nobody):
            self.assertFalse(paper.with_user(user).has_access("read"), user.login)

    def test_a_secret_paper_is_for_those_who_write_it(self):
        paper = self.reminder()
        paper.secrecy = "mat"
        self.signed(paper)
        self.assertFalse(paper.with_user(self.user_ward_1).has_access("read"))
        self.assertTrue(paper.with_user(self.user_district).has_access("read"))

    def test_the_signed_file_is_kept_with_its_hash(self):
        paper = self.signed(self.reminder())
        self.assertIn("the signed file", paper.remark)
        paper.write({"signed_file": PDF, "signed_filename": "1.pdf"})
        self.assertRecordValues(
            paper,
            [
                {
                    "signed_sha256": hashlib.sha256(b64decode(PDF)).hexdigest(),
                    "signed_type": "application/pdf",
                    "signed_by": self.user_office.id,
                }
            ],
        )
        self.assertFalse(paper.remark)
        self.assertTrue(self.is_refused(lambda: paper.write({"signed_file": False}), "is not taken away"))
        file = self.env["ir.attachment"].search([("res_model", "=", paper._name), ("res_field", "=", "signed_file")])
        change = {"raw": b"%PDF-other"}
        self.assertTrue(
            self.is_refused(lambda: file.with_user(self.user_office).write(change), "stays as it is", AccessError)
        )

    def test_a_signed_file_is_a_pdf_or_a_picture(self):
        paper = self.signed(self.reminder())
        for content in (b"<html><script>1</script></html>", b"PK\x03\x04", b"\x00" * 20):
            vals = {"signed_file": b64encode(content), "signed_filename": "a.pdf"}
            self.assertTrue(self.is_refused(lambda v=vals: paper.write(v), "a PDF, or a scan"))

    def test_an_issued_paper_is_replaced_or_withdrawn_and_never_deleted(self):
        paper = self.signed(self.reminder())
        self.assertTrue(self.is_refused(paper.unlink, "Only a draft can be deleted"))
        copy = self.env["child.plan.paper"].with_user(self.user_office).browse(paper.action_replace()["res_id"])
        self.assertEqual((copy.state, copy.number, copy.replaces_id), ("draft", False, paper))
        self.assertEqual(self.text_of(copy), self.text_of(paper))
        self.signed(copy)
        self.assertEqual(paper.state, "replaced")
        self.assertTrue(self.is_refused(lambda: copy._withdraw(" "), "Say why"))
        dialog = copy.action_withdraw()
        wizard = self.env["child.plan.paper.withdraw"].with_user(self.user_office).browse(dialog["res_id"])
        wizard.reason = "Sai nội dung"
        wizard.action_apply()
        self.assertRecordValues(copy, [{"state": "withdrawn", "end_reason": "Sai nội dung"}])

    def test_steps_follow_each_other(self):
        paper = self.reminder()
        self.assertTrue(self.is_refused(paper.action_issue, "this step does not follow"))
        paper.action_to_signature()
        self.assertTrue(self.is_refused(paper.action_to_signature, "this step does not follow"))
        paper.action_back_to_draft()
        self.assertRecordValues(paper, [{"state": "draft", "content": False, "to_sign_by": False}])

    def test_at_most_three_lines_of_power(self):
        paper = self.reminder()
        change = {"signing_power": "1\n2\n3\n4"}
        self.assertTrue(self.is_refused(lambda: paper.write(change), "At most three lines", ValidationError))

    def test_letterheads(self):
        self.district.name = "UBND quận Long Biên"
        self.ward_1.name = "UBND xã Ngọc Hồi"
        ward_office = self.unit("Phòng Kinh tế", self.ward_1, "department", "commune")
        committee = ["Ủy ban nhân dân", "quận Long Biên"]
        self.assertEqual(self.district._paper_letterhead(), ([], committee))
        self.assertEqual(self.health._paper_letterhead(), (committee, ["Phòng Y tế A"]))
        self.assertEqual(ward_office._paper_letterhead(), ([], ["Ủy ban nhân dân", "xã Ngọc Hồi"]))
        self.assertEqual(ward_office._paper_place(), "Ngọc Hồi")
        self.assertEqual(self.district._paper_symbol(), "UBND")

    def test_word_pdf_and_preview_are_written(self):
        paper = self.reminder()
        for kind, beginning in (("docx", b"PK"), ("pdf", b"%PDF-")):
            content, _type, name = paper._file(kind)
            self.assertTrue(content.startswith(beginning))
            self.assertTrue(name.endswith(kind))
        self.assertIn("đôn đốc thực hiện nhiệm vụ quá hạn", paper.preview)

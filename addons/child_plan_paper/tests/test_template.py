"""The words of papers, which an administrator of the whole tree changes."""

from odoo.exceptions import AccessError, ValidationError

from odoo.addons.child_plan.tests.common import NOT_ALLOWED

from ..models import wording
from ..models.kinds import NAMES, WORDS
from .paper_case import PaperCase


class TestTemplate(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        roots = cls.env["child.plan.unit"].search([("parent_id", "=", False)])
        cls.keeper = cls.user("t_keeper", "admin", *roots)
        cls.template = cls.env["child.plan.paper.template"]._of_kind("reminder").with_user(cls.keeper).sudo(False)

    def test_our_words_name_only_what_is_known(self):
        for kind, (subject, body) in WORDS.items():
            self.assertEqual(wording.faults(subject, NAMES[kind]) + wording.faults(body, NAMES[kind]), [], kind)

    def test_every_name_has_a_value(self):
        """Each kind's maker gives all names of its words but those that all papers have."""
        paper = self.reminder()
        self.assertEqual(NAMES["reminder"].keys() - paper.values.keys(), set())

    def test_changed_words_begin_the_next_paper(self):
        self.template.body = "Còn {số nhiệm vụ} nhiệm vụ."
        self.assertTrue(self.template.changed)
        self.assertEqual(self.text_of(self.reminder()), "Còn 1 nhiệm vụ.")
        self.template.action_put_back()
        self.assertEqual((self.template.subject, self.template.body), WORDS["reminder"])

    def test_a_mistake_is_told_by_its_place(self):
        for body, words in (
            ("Tốt\nCòn {số việc} nhiệm vụ", "Line 2, letter 5: “{số việc}”"),
            ("Còn {số nhiệm vụ", "Line 1, letter 5: “{”"),
            ("{kế hoạch.__class__}", "Line 1, letter 1"),
        ):
            self.assertTrue(
                self.is_refused(lambda b=body: self.template.write({"body": b}), words, ValidationError), body
            )

    def test_the_preview_has_examples(self):
        self.assertIn("Ủy ban nhân dân phường Bồ Đề còn 3 nhiệm vụ", self.template.preview)

    def test_others_read_the_words(self):
        for user in (self.user_office, self.user_district, self.user("t_admin_b", "admin", self.district_b)):
            template = self.template.with_user(user)
            self.assertTrue(template.subject)
            self.assertTrue(self.is_refused(lambda t=template: t.write({"subject": "Khác"}), NOT_ALLOWED, AccessError))

    def test_lines_are_read_as_on_paper(self):
        text = "I. Kết quả\n1. Nhiệm vụ\n2. Đã hoàn thành.\na) Phòng Y tế\n- Xong\n+ Gửi\nĐoạn"
        kinds = [type(block).__name__ for block in wording.blocks(text, {})]
        self.assertEqual(kinds, ["Heading"] * 4 + ["Item"] * 2 + ["Paragraph"])
        self.assertEqual([block.titled for block in wording.blocks(text, {})[:3]], [True, True, False])

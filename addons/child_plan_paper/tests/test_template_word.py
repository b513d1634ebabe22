"""The words of papers in a Word file: what an administrator changes there is on the next paper."""

import io
from base64 import b64decode, b64encode

from docx import Document

from odoo.exceptions import UserError, ValidationError

from ..lib.docx_writer import write_docx
from ..lib.tree import Head, Paper, Paragraph
from ..models.kinds import WORDS
from .paper_case import PaperCase


class TestTemplateWord(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        roots = cls.env["child.plan.unit"].search([("parent_id", "=", False)])
        cls.keeper = cls.user("t_keeper", "admin", *roots)
        cls.template = cls.env["child.plan.paper.template"]._of_kind("reminder").with_user(cls.keeper).sudo(False)

    def hand_in(self, change):
        """Change the Word file of the template by ``change(document)`` and hand it in."""
        document, stream = Document(io.BytesIO(b64decode(self.template.word_file))), io.BytesIO()
        change(document)
        document.save(stream)
        self.template.word_file = b64encode(stream.getvalue())

    def body(self, document):
        return [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Body Text"]

    def test_what_is_not_changed_comes_back_as_it_was(self):
        for template in self.template.search([]):
            template.word_file = template.word_file
            self.assertEqual((template.subject, template.body), WORDS[template.kind], template.kind)
            self.assertFalse(template.changed, template.kind)

    def test_words_order_and_letterhead_are_those_of_the_file(self):
        left_out = WORDS["reminder"][1].split("\n")[0]

        def change(document):
            first, *_others, last = self.body(document)
            self.assertEqual(first.text, left_out)
            last.insert_paragraph_before("1. Nêu rõ lý do chậm;")  # in the style that Word gives by itself
            first._p.getparent().remove(first._p)
            [issuer] = [p for p in document.tables[0].cell(0, 0).paragraphs if "BAN HÀNH" in p.text]
            issuer.insert_paragraph_before("VĂN PHÒNG").style = issuer.style

        self.hand_in(change)
        self.assertTrue(self.template.changed)
        self.assertEqual(self.template.body.split("\n")[-2], "1. Nêu rõ lý do chậm;")
        self.assertNotIn(left_out, self.template.body)
        paper = self.reminder()
        tree = paper._tree()
        self.assertEqual(tree.head.issuer, ["VĂN PHÒNG", *paper.issuer_id._paper_letterhead()[1]])
        self.assertIn("Nêu rõ lý do chậm", self.text_of(paper))
        self.template.action_put_back()
        self.assertFalse(self.template.changed)
        self.assertEqual(self.reminder()._tree().head.issuer, paper.issuer_id._paper_letterhead()[1])

    def test_a_mistake_is_told_by_its_place(self):
        def name(document):
            self.body(document)[0].text = "Kính thưa {ông bà}"

        def table(document):
            self.body(document)[1]._p.addnext(document.add_table(1, 2)._tbl)

        def number(document):
            self.body(document)[1]._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1

        for change, words in (
            (name, "Line 1, letter 11: “{ông bà}” is none of the names"),
            (table, "Line 3 of the words, “”: A table cannot be taken in here"),
            (number, "Line 2 of the words, “.*”: This line is numbered by Word"),
        ):
            refused = self.is_refused(lambda c=change: self.hand_in(c), words, ValidationError)
            self.assertTrue(refused, words)
        self.assertEqual(self.template.body, WORDS["reminder"][1])

    def test_another_file_is_refused(self):
        stream = io.BytesIO()
        Document().save(stream)
        other = write_docx(Paper(Head([], "Không có cơ quan"), [Paragraph("A")]))
        for data in (b"x", stream.getvalue(), stream.getvalue()[:300], other):
            self.assertTrue(
                self.is_refused(
                    lambda d=data: self.template.write({"word_file": b64encode(d)}),
                    "no Word file of a paper",
                    UserError,
                )
            )

"""From the upload of a DOCX to the issued plan, in a browser."""

import io
from unittest.mock import patch

from docx import Document

from odoo.tests import tagged

from odoo.addons.child_plan.tests.test_tours import TourCase

from .import_case import DOCUMENT


def docx(text):
    """The lines of ``text`` as the paragraphs of a Word document."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@tagged("-at_install", "post_install")
class TestImportTour(TourCase):
    def setUp(self):
        super().setUp()
        model = type(self.env["child.plan.import"])
        # no cron runs in a test: what waits for the background is read at once
        self.startPatcher(patch.object(model, "_read_soon", lambda reading: reading.sudo()._read()))

    def test_a_docx_becomes_an_issued_plan(self):
        self.front.name = "Mặt trận A"
        file = self.env["ir.attachment"].create({"name": "ke-hoach.docx", "raw": docx(DOCUMENT), "public": True})
        self.env["ir.model.data"].create(
            {"module": "child_plan", "name": "test_document", "model": file._name, "res_id": file.id}
        )
        self.start_tour("/odoo", "child_plan_import", login="t_office", timeout=120)
        plan = self.env["child.plan"].search([("number", "=", "12/KH-UBND")])
        self.assertEqual(plan.state, "issued")
        units = {
            "Là cơ quan": self.office,
            "Rà soát": self.office,
            "Tổ chức khám": self.health,
            "Phối hợp": self.health,
            "Vận động": self.front,
            "Thường xuyên": self.ward_1 | self.ward_2,
        }
        self.assertEqual(len(plan.task_ids), len(units))
        for words, unit in units.items():
            given = plan.assignment_ids.filtered(lambda a, words=words: a.name.startswith(words))
            self.assertEqual(given.unit_id, unit, words)
        self.assertEqual(plan.task_ids.deliverable_ids.filtered(lambda d: not d.assignment_id).name, "Danh sách")

"""Who may do what with readings of documents."""

from odoo.addons.child_plan.tests.access.access_table import KEEPERS, row
from odoo.addons.child_plan.tests.access.matrix_case import AccessMatrix
from odoo.addons.child_plan.tests.common import PlanCase


class TestDocumentMatrix(AccessMatrix, PlanCase):
    module = "child_plan_document"
    # documents under review: their rows are mended by methods, never written
    allowed = {
        "child.plan.import": row(KEEPERS, KEEPERS, KEEPERS, KEEPERS),
        "child.plan.import.line": row(KEEPERS),
        "child.plan.import.name": row(KEEPERS),
    }

    @classmethod
    def _make_subjects(cls):
        """A document of the district that its office took in and is reviewing."""
        place = {"issuer_id": cls.district.id, "standing_unit_id": cls.office.id}
        file = {**place, "filename": "a.txt", "document": "eA=="}
        reading = cls.env["child.plan.import"].create(file)
        reading.state = "review"
        of_reading = {"import_id": reading.id, "text": "Mới"}
        line, name = (
            cls.env[model].create(of_reading) for model in ("child.plan.import.line", "child.plan.import.name")
        )
        return {
            "child.plan.import": (reading, file, {"name": "Khác"}),
            "child.plan.import.line": (line, of_reading, {"text": "Khác"}),
            "child.plan.import.name": (name, of_reading, {"text": "Khác"}),
        }

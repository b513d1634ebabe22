"""Who may do what with readings of documents."""

from odoo.exceptions import UserError

from odoo.addons.child_plan.models.unit.chatter import chatter_fields
from odoo.addons.child_plan.tests.access.access_table import KEEPERS, cells, row
from odoo.addons.child_plan.tests.access.matrix_case import AccessMatrix
from odoo.addons.child_plan.tests.common import PlanCase

from ..models.plan_import import HEAD_FIELDS

# who keeps the units of the issuer opens its reviews
SEE_REVIEW = KEEPERS | cells("admin: issuer superior")


class TestDocumentMatrix(AccessMatrix, PlanCase):
    module = "child_plan_document"
    # documents under review: their rows are mended by methods, never written
    allowed = {
        "child.plan.import": row(SEE_REVIEW, KEEPERS, KEEPERS, KEEPERS),
        "child.plan.import.line": row(SEE_REVIEW),
        "child.plan.import.name": row(SEE_REVIEW),
        # of a unit of the district, proposed by somebody else
        "child.plan.unit.proposal": row(cells("admin: issuer superior"), cells("admin: issuer superior")),
    }

    @classmethod
    def _make_subjects(cls):
        """A document of the district that its office took in and is reviewing."""
        place = {"issuer_id": cls.district.id, "standing_unit_id": cls.office.id}
        file = {**place, "filename": "a.txt", "document": "eA=="}
        reading = cls.env["child.plan.import"].create({**file, "document": "eQ=="})  # the same file is read once
        reading.state = "review"
        of_reading = {"import_id": reading.id, "text": "Mới"}
        line, name = (
            cls.env[model].create(of_reading) for model in ("child.plan.import.line", "child.plan.import.name")
        )
        unit = {"name": "Hội mới", "parent_id": cls.district.id}
        proposal = cls.env["child.plan.unit.proposal"].create(unit)
        return {
            "child.plan.unit.proposal": (proposal, unit, {"name": "Hội khác"}),
            "child.plan.import": (reading, file, {"name": "Khác"}),
            "child.plan.import.line": (line, of_reading, {"text": "Khác"}),
            "child.plan.import.name": (name, of_reading, {"text": "Khác"}),
        }

    def test_only_the_head_of_a_reading_is_written(self):
        """Every other field is refused, also one that another addon adds."""
        reading = self.subjects["child.plan.import"][0].with_user(self.user_office)
        locked = reading._fields.keys() - set(HEAD_FIELDS) - chatter_fields(self.env)
        self.assertGreater(len(locked), 10)
        for name in sorted(locked):
            with self.subTest(field=name), self.assertRaisesRegex(UserError, "changed in the review of the document"):
                reading.write({name: False})

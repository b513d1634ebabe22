"""Who may do what with papers."""

from odoo.addons.child_plan.tests.access.access_table import KEEPERS, NOBODY, SETS, cells, row
from odoo.addons.child_plan.tests.access.matrix_case import AccessMatrix

from .paper_case import PaperCase

SEE_ISSUED = KEEPERS | cells("all: given issuer superior")


class TestPaperMatrix(AccessMatrix, PaperCase):
    """Letters of the district to the ward, drafted by the office that keeps the plan."""

    module = "child_plan_paper"
    allowed = {
        "child.plan.paper draft": row(KEEPERS, KEEPERS, KEEPERS, KEEPERS),
        "child.plan.paper issued": row(SEE_ISSUED, KEEPERS, KEEPERS),
        "child.plan.paper secret": row(KEEPERS, KEEPERS, KEEPERS),
        "child.plan.paper own": row(cells("officers: given"), *[cells("officers: given")] * 3),
        "child.plan.paper.template": row(cells("all: *")),
        # the dialog of somebody else
        "child.plan.paper.withdraw": row(NOBODY, NOBODY, {cell for cell in SEE_ISSUED if cell[0] in SETS["officers"]}),
    }

    @classmethod
    def _make_subjects(cls):
        papers = cls.env["child.plan.paper"]
        letter = {
            "kind": "reminder",
            "name": "Đôn đốc",
            "issuer_id": cls.district.id,
            "drafter_id": cls.office.id,
            "addressee_ids": cls.ward_1.ids,
            "plan_id": cls.given.id,
        }
        own = {**letter, "kind": "report", "issuer_id": cls.ward_1.id, "drafter_id": cls.ward_1.id}
        own["addressee_ids"] = cls.district.ids
        draft, issued, secret = papers.create([letter] * 3)
        issued.write({"state": "issued", "ordinal": 1, "issued_on": "2026-03-01"})
        secret.write({"state": "issued", "ordinal": 1, "issued_on": "2026-03-01", "secrecy": "mat"})
        template = cls.env["child.plan.paper.template"]._of_kind("reminder")
        dialogs = cls.env["child.plan.paper.withdraw"]
        of_dialog = {"paper_id": issued.id}
        return {
            "child.plan.paper draft": (draft, letter, {"name": "Khác"}),
            "child.plan.paper issued": (issued, letter, {"signed_filename": "1.pdf"}),
            "child.plan.paper secret": (secret, letter, {"signed_filename": "1.pdf"}),
            "child.plan.paper own": (papers.create(own), own, {"name": "Khác"}),
            "child.plan.paper.template": (template, {"kind": "plan", "subject": "X", "body": "X"}, {"subject": "Khác"}),
            "child.plan.paper.withdraw": (dialogs.create(of_dialog), of_dialog, {"reason": "Khác"}),
        }

    def test_a_user_without_a_unit_sees_no_paper(self):
        """Not even with all roles at once."""
        for name in ("child.plan.paper", "child.plan.paper.template"):
            self.assertFalse(self.env[name].with_user(self.nobody).search([]))

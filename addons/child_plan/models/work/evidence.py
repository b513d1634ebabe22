from odoo import api, models


class ChildPlanEvidence(models.AbstractModel):
    """A record with evidence files in ``evidence_ids``: whoever may read the record may read its files."""

    _name = "child.plan.evidence"
    _description = "With Evidence"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records.evidence_ids.sudo()._child_plan_seal()
        return records

    def write(self, vals):
        result = super().write(vals)
        if "evidence_ids" in vals:
            self._bind_evidence()
        return result

    def _bind_evidence(self):
        """Attach loose files to the record: a file that belongs to no record can be read by its author only."""
        for record in self:
            files = record.evidence_ids.sudo()
            loose = files.filtered(lambda file: not file.res_id and file.create_uid == self.env.user)
            loose.write({"res_model": record._name, "res_id": record.id})
            files._child_plan_seal()

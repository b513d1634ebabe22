from markupsafe import Markup

from odoo import api, fields, models


class ChildPlan(models.Model):
    _inherit = "child.plan"

    import_ids = fields.One2many("child.plan.import", "plan_id", "Documents read")
    signed_by = fields.Char(
        "Signed by a superior",
        readonly=True,
        help="The issuer on the paper, if a superior's plan is carried out here",
    )
    import_count = fields.Integer("Number of documents read", compute="_compute_import_count")

    @api.model
    def get_empty_list_help(self, help_message):
        """Add to the help of an empty list of plans that a document can be dropped there."""
        words = self.env._("Or drop the signed document here: Word, PDF, a scan, an Excel list.")
        return super().get_empty_list_help(help_message) + Markup("<p>%s</p>") % words

    @api.depends_context("uid")
    def _compute_import_count(self):
        counts, readings = {}, self.env["child.plan.import"]
        if readings.has_access("read"):
            counts = dict(readings._read_group([("plan_id", "in", self.ids)], ["plan_id"], ["__count"]))
        for plan in self:
            plan.import_count = counts.get(plan, 0)

    def action_new_version(self):
        """Open the dialog that takes in a new version of the plan's document."""
        self.ensure_one()
        self._check_can_manage()
        return {
            "type": "ir.actions.client",
            "tag": "child_plan_document.import_upload",
            "name": self.env._("New version of the document"),
            "target": "new",
            "params": {"plan_id": self.id},
        }

    def action_view_imports(self):
        """Open the reading that the plan was made from, or the list if there are several."""
        self.ensure_one()
        readings = self.env["child.plan.import"].search([("plan_id", "=", self.id)])
        if len(readings) == 1:
            return readings.action_review()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_document.child_plan_import_action")
        return {**action, "domain": [("plan_id", "=", self.id)]}


class ChildPlanTask(models.Model):
    _inherit = "child.plan.task"

    has_clause = fields.Boolean("Read from a document", compute="_compute_has_clause")

    @api.depends_context("uid")
    def _compute_has_clause(self):
        """Whether the current user can open the document at the place of the task."""
        lines = self._clauses()
        found = set(lines.mapped("res_id"))
        for task in self:
            task.has_clause = task.id in found

    def _clauses(self):
        lines = self.env["child.plan.import.line"]
        if not lines.has_access("read"):
            return lines
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("import_id.state", "=", "done")]
        return lines.search(domain, order="import_id desc, id")

    def action_view_clause(self):
        """Open the document at the place of the task."""
        self.ensure_one()
        line = self._clauses()[:1]
        action = line.import_id.action_review()
        return {**action, "params": {**action["params"], "line_id": line.id}}

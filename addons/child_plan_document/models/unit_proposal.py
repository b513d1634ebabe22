from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.child_plan.models.unit.unit import KINDS

# The level of an authority below one of this level; other bodies have the level of what they belong to.
BELOW = {"national": "province", "province": "district", "district": "commune"}


class ChildPlanUnitProposal(models.Model):
    """A unit that a document names and the tree lacks, as the standing office proposes it.

    Departments and other bodies below the proposer's own authority are created at once: it knows its own house, and the
    new unit has no user and no right. Authorities are confirmed by the administrator everywhere, because collective
    names stand for them; so is whatever lies elsewhere in the tree.

    Pending → confirmed (the unit was created, or one that was there already was chosen) or refused.
    """

    _name = "child.plan.unit.proposal"
    _description = "Proposed Unit"
    _inherit = ["child.plan.notification.mixin"]
    _order = "id desc"

    name = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        [kind for kind in KINDS if kind[0] != "collective"], required=True, default="department", tracking=True
    )
    parent_id = fields.Many2one(
        "child.plan.unit",
        "Part of",
        required=True,
        ondelete="cascade",
        index=True,
        tracking=True,
        domain="[('kind', '!=', 'collective')]",
    )
    state = fields.Selection(
        [("pending", "Waiting"), ("confirmed", "Confirmed"), ("refused", "Refused")],
        required=True,
        readonly=True,
        default="pending",
        tracking=True,
        index=True,
    )
    unit_id = fields.Many2one(
        "child.plan.unit",
        "Is this unit",
        ondelete="set null",
        help="Choose one that is there already under another name; empty: it is created.",
    )
    import_id = fields.Many2one(
        "child.plan.import", "Document", readonly=True, ondelete="set null", index="btree_not_null"
    )
    import_name_ids = fields.One2many("child.plan.import.name", "proposal_id", "Printed names")

    @api.model
    def _propose(self, name, kind, parent, reading):
        """The proposal of a unit, confirmed at once below the current user's own authority."""
        name = " ".join((name or "").split())
        if not name or kind not in dict(self._fields["kind"].selection) or not parent.exists():
            raise UserError(self.env._("Say what the unit is called, what it is and what it belongs to."))
        parent.check_access("read")
        if parent.kind == "collective":
            raise UserError(self.env._("A collective unit has no units below it."))
        if self.env["child.plan.unit"].search_count([("parent_id", "=", parent.id), ("name", "=ilike", name)], limit=1):
            raise UserError(self.env._("“%s” is there already: choose it.", name))
        vals = {"name": name, "kind": kind, "parent_id": parent.id}
        same = self.sudo().search([*([key, "=", value] for key, value in vals.items()), ("state", "=", "pending")])
        # who keeps the units there may see the document only where its issuer belongs to them
        shown = (reading.issuer_id.parent_path or "").startswith(parent.parent_path)
        proposal = same[:1] or self.sudo().create({**vals, "import_id": shown and reading.id})
        own = self.env.user.child_plan_authority_ids
        if kind != "authority" and any((parent.parent_path or "").startswith(unit.parent_path) for unit in own):
            proposal._create_unit()
        elif not same:
            proposal._tell_administrators()
        return proposal

    def _create_unit(self):
        """Create the unit with the rights of these records' environment."""
        self.ensure_one()
        parent = self.parent_id
        unit = self.env["child.plan.unit"].create(
            {
                "name": self.name,
                "kind": self.kind,
                "parent_id": parent.id,
                "external": self.kind == "organisation",  # the Front and its organisations are requested, not ordered
                "level": BELOW.get(parent.level, parent.level) if self.kind == "authority" else parent.level,
            }
        )
        words = self.env._("Proposed by %s, because a document names it.", self.sudo().create_uid.name)
        unit.sudo().message_post(body=words)
        self.sudo().write({"unit_id": unit.id, "state": "confirmed"})

    def _tell_administrators(self):
        """Tell the administrators of the place, else those of the system."""
        above = (
            self.env["child.plan.unit"]
            .sudo()
            .browse([int(i) for i in (self.parent_id.parent_path or "").split("/") if i])
        )
        users = above._users_in("admin") or self.env.ref("base.group_erp_manager").sudo().all_user_ids
        self.message_notify(
            partner_ids=(users - self.env.user).partner_id.ids,
            subject=self.env._("A unit is proposed: %s", self.name),
            body=self.env._("A document names it and the tree has it not. Confirm it, choose another, or refuse it."),
        )

    def _check_pending(self):
        self.check_access("write")
        if self.filtered(lambda proposal: proposal.state != "pending"):
            raise UserError(self.env._("This proposal has been decided."))

    def write(self, vals):
        if not self.env.su and "state" in vals:
            raise UserError(self.env._("A proposal is decided with its buttons."))
        return super().write(vals)

    def action_confirm(self):
        """Create the units, or take those that were chosen; documents and draft plans that name them get them."""
        self._check_pending()
        for proposal in self:
            if not proposal.unit_id:
                proposal._create_unit()
            names = proposal.sudo().import_name_ids
            proposal.sudo().state = "confirmed"
            for name in names:
                name._take_proposed(proposal)
                name._hand_on(proposal.unit_id)
            proposal._tell_proposer(self.env._("The unit you proposed is there: %s", proposal.unit_id.display_name))

    def action_refuse(self):
        self._check_pending()
        for proposal in self:
            proposal.sudo().state = "refused"
            proposal._tell_proposer(self.env._("The unit you proposed was refused: %s", proposal.name))

    def _tell_proposer(self, subject):
        user = self.sudo().create_uid
        if user != self.env.user:
            self.sudo().message_notify(
                partner_ids=user.partner_id.ids,
                subject=subject,
                body=self.env._("The documents that name it are up to date."),
            )


class ChildPlanImportName(models.Model):
    _inherit = "child.plan.import.name"

    def _hand_on(self, unit):
        """Give the draft tasks that were made under this name, and have no unit, to ``unit``. Needs ``sudo()``."""
        lines = self.import_id.line_ids.filtered(lambda line: line.res_model == "child.plan.task" and line.res_id)
        given = self.env["child.plan.task"]
        for line in lines.filtered(lambda line: self in (line.name_id | line.coordinating_ids | line.watching_ids)):
            task = given.browse(line.res_id).exists().filtered(lambda task: task.state == "draft")
            rows = [vals for vals in line.import_id._prepare_units(line) if vals["unit_id"] == unit.id]
            if task and rows and unit not in task.line_ids.unit_id:
                task.line_ids.create({"task_id": task.id, **rows[0]})
                given |= task
        for plan, tasks in given.grouped("plan_id").items():
            told = {"unit": unit.name, "tasks": len(tasks)}
            plan.message_post(body=self.env._("%(unit)s is in the tree now, and has %(tasks)s draft tasks.", **told))

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .kinds import PRINTED


class ChildPlanPaperWorkflow(models.Model):
    """The way of a paper: who may take it to which state, and what has to be there before."""

    _inherit = "child.plan.paper"

    to_sign_by = fields.Many2one("res.users", "Given for signature by", readonly=True, copy=False, ondelete="restrict")
    to_sign_on = fields.Datetime("Given for signature on", readonly=True, copy=False)
    issued_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    issued_at = fields.Datetime("Recorded as issued on", readonly=True, copy=False)
    replaces_id = fields.Many2one("child.plan.paper", readonly=True, copy=False, ondelete="restrict")
    replaced_by_ids = fields.One2many("child.plan.paper", "replaces_id", "Replaced by")
    end_reason = fields.Char("Why it was withdrawn", readonly=True, copy=False, tracking=True)
    missing = fields.Char(compute="_compute_missing", help="What is missing before it can be signed")
    remark = fields.Char(compute="_compute_missing", help="What is still to be added when it is signed")

    @api.depends(
        "name",
        "symbol",
        "addressees",
        "body",
        "signing_position",
        "signer_name",
        "recipients",
        "state",
        "ordinal",
        "issued_on",
        "signed_sha256",
    )
    @api.depends_context("lang")
    def _compute_missing(self):
        for paper in self:
            missing, remark = [], []
            if paper.state == "draft":
                missing = paper._missing()
            if paper.state in ("draft", "signing"):
                if not paper.signer_name:
                    remark.append(self.env._("the signatory's name"))
                if not paper.ordinal:
                    remark.append(self.env._("the number"))
                if not paper.issued_on:
                    remark.append(self.env._("the day"))
            if paper.state in ("signing", "issued") and not paper.signed_sha256:
                remark.append(self.env._("the signed file"))
            paper.missing, paper.remark = "; ".join(missing), "; ".join(remark)

    def _missing(self):
        """Return what a draft lacks, in words."""
        missing = []
        if not (self.name or "").strip():
            missing.append(self.env._("the subject"))
        if not (self.symbol or "").strip():
            missing.append(self.env._("the symbol after the number"))
        if self.kind not in PRINTED and not self._lines("addressees"):
            missing.append(self.env._("whom the letter goes to"))
        if not self._lines("body"):
            missing.append(self.env._("the words"))
        if not (self.signing_position or "").strip():
            missing.append(self.env._("the signatory's position"))
        if not self._lines("recipients"):
            missing.append(self.env._("who receives it"))
        for name in self._unknown_names():
            missing.append(self.env._("what belongs in the place of {%s} in the words", name))
        for line, column, found in self._wording_faults():
            missing.append(
                self.env._(
                    "words, line %(line)s, letter %(column)s: “%(found)s” is not known",
                    line=line,
                    column=column,
                    found=found,
                )
            )
        return missing

    def action_to_signature(self):
        """Keep the content as it is now and wait for the signature."""
        self._check_step("draft")
        for paper in self:
            if missing := paper._missing():
                words = self.env._("“%(paper)s” cannot be signed yet. Missing: %(missing)s.")
                raise UserError(words % {"paper": paper.name, "missing": "; ".join(missing)})
            paper.sudo().write(
                {
                    "content": paper._draft_tree().to_json(),
                    "state": "signing",
                    "to_sign_by": self.env.uid,
                    "to_sign_on": fields.Datetime.now(),
                }
            )
        return True

    def action_back_to_draft(self):
        self._check_step("signing")
        self.sudo().write({"state": "draft", "content": False, "to_sign_by": False, "to_sign_on": False})
        return True

    def action_issue(self):
        """Record that the paper has been signed and is sent: it gets its number and day."""
        self._check_step("signing")
        for paper in self.sudo():
            paper._give_number()
            paper.write({"state": "issued", "issued_by": self.env.uid, "issued_at": fields.Datetime.now()})
            if paper.replaces_id:
                paper.replaces_id.state = "replaced"
            paper._tell_addressees()
        return True

    def _tell_addressees(self):
        """Tell the users of the units that an issued paper goes to."""
        if not self.secrecy:
            users = self.addressee_ids.user_ids - self.env.user
            subject = self.env._("Paper received: %s", self.display_name)
            self.message_notify(partner_ids=users.partner_id.ids, subject=subject, body=self.name)

    def action_replace(self):
        """Make a draft that replaces this paper once it is issued."""
        self.ensure_one()
        self._check_step("issued")
        if waiting := self.replaced_by_ids.filtered(lambda paper: paper.state in ("draft", "signing")):
            return waiting[:1].get_formview_action()
        copy = self.sudo().copy({"state": "draft", "content": False})
        copy.replaces_id = self
        return copy.with_env(self.env).get_formview_action()

    def _withdraw(self, reason):
        """Withdraw an issued paper; the reason is kept."""
        self._check_step("issued")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the paper is withdrawn."))
        self.sudo().write({"state": "withdrawn", "end_reason": reason})
        self.message_post(body=self.env._("Withdrawn: %s", reason))

    def _check_step(self, state):
        """Raise unless the user may write all of these and they are in ``state``."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        self.check_access("write")
        for paper in self:
            if paper.state != state:
                raise UserError(
                    self.env._(
                        "“%(paper)s” is “%(state)s”: this step does not follow.",
                        paper=paper.display_name,
                        state=labels[paper.state],
                    )
                )
        if not self.env.su and not self.env.user.has_group("child_plan.child_plan_group_officer"):
            raise AccessError(self.env._("Papers are written by officers, standing offices and leaders."))

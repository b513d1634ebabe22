from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import clean_context

from odoo.addons.child_plan.models.unit.chatter import chatter_fields

from .kinds import KINDS, PRINTED, TO_NOBODY

STATES = [
    ("making", "Being made"),
    ("draft", "Draft"),
    ("signing", "For signature"),
    ("issued", "Issued"),
    ("replaced", "Replaced"),
    ("withdrawn", "Withdrawn"),
]
OUT = ("issued", "replaced", "withdrawn")  # has a number, and its readers
AT_SIGNING = {"ordinal", "gap_reason", "issued_on", "signer_name", "signed_file", "signed_filename"}
#: Fields that users may write, by state. All others change by buttons.
WRITABLE = {
    "draft": AT_SIGNING
    | {
        "name",
        "issuer_id",
        "drafter_id",
        "symbol",
        "secrecy",
        "urgency",
        "circulation",
        "drafter_mark",
        "addressee_ids",
        "addressees",
        "body",
        "signing_power",
        "signing_position",
        "recipients",
        "assignment_ids",
        "evaluated_year",
    },
    "signing": AT_SIGNING,
    "issued": {"signed_file", "signed_filename"},
}
GIVEN = {"kind", "plan_id", "res_model", "res_id", "evaluated_ids"}  # beside those of a draft, when a paper is made


class ChildPlanPaper(models.Model):
    """A paper that an office writes, signs and sends: a letter, a report, a notice.

    Draft → for signature → issued → replaced or withdrawn. Its figures are taken when it is made; the whole content is
    kept from "for signature" on, so that it prints the same later. Read by those who write it and by the issuer's
    leaders; once issued, also by the units that it is sent to and by those above the issuer, unless it is secret.
    """

    _name = "child.plan.paper"
    _description = "Paper"
    _inherit = ["child.plan.notification.mixin", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["name", "number"]
    _mail_post_access = "read"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    name = fields.Char("Subject", required=True, tracking=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="draft", copy=False, tracking=True)
    issuer_id = fields.Many2one(
        "child.plan.unit", required=True, ondelete="restrict", index=True, domain="[('kind', '!=', 'collective')]"
    )
    drafter_id = fields.Many2one(
        "child.plan.unit", "Drafted by", required=True, ondelete="restrict", domain="[('kind', '!=', 'collective')]"
    )
    plan_id = fields.Many2one("child.plan", readonly=True, ondelete="restrict", index="btree_not_null")
    res_model = fields.Char("Kind of record", readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    assignment_ids = fields.Many2many("child.plan.assignment", "child_plan_paper_assignment_rel", string="Work")
    addressee_ids = fields.Many2many(
        "child.plan.unit", "child_plan_paper_addressee_rel", string="Sent to", domain="[('kind', '!=', 'collective')]"
    )
    addressees = fields.Text(
        "Addressees on paper",
        compute="_compute_addressees",
        store=True,
        readonly=False,
        precompute=True,
        help="Kính gửi, one a line",
    )
    symbol = fields.Char(
        compute="_compute_symbol", store=True, readonly=False, precompute=True, help="As in 05/KH-UBND, after the slash"
    )
    secrecy = fields.Selection(
        [("mat", "Mật"), ("toi_mat", "Tối mật"), ("tuyet_mat", "Tuyệt mật")],
        tracking=True,
        help="A secret paper is read by those who write it and by the issuer's leaders only.",
    )
    urgency = fields.Selection(
        [("khan", "Khẩn"), ("thuong_khan", "Thượng khẩn"), ("hoa_toc", "Hỏa tốc")], tracking=True
    )
    circulation = fields.Char("Range of circulation", size=60, help="As in “Lưu hành nội bộ”, “Xem xong trả lại”")
    drafter_mark = fields.Char(
        "Drafter and copies", size=60, help="As in PL.(300): who drafted it, and how many copies"
    )
    body = fields.Text("Words", help="One paragraph a line; names in braces are replaced")
    signing_power = fields.Text("Signed for", help="TM., KT., TL., TUQ. or Q.; up to three lines")
    signing_position = fields.Char("Signatory's position")
    signer_name = fields.Char("Signatory", tracking=True)
    recipients = fields.Text(
        compute="_compute_recipients",
        store=True,
        readonly=False,
        precompute=True,
        help="Nơi nhận, one a line; the last one says who keeps it",
    )
    can_write = fields.Boolean(compute="_compute_can_write")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for paper in self:
            paper.display_name = f"{paper.number} · {paper.name}" if paper.number else paper.name

    @api.depends("addressee_ids", "kind")
    def _compute_addressees(self):
        for paper in self:
            paper.addressees = False if paper.kind in TO_NOBODY else "\n".join(paper._addressee_names())

    def _addressee_names(self):
        return [unit._paper_name() for unit in self.addressee_ids]

    @api.depends("kind", "issuer_id", "drafter_id")
    def _compute_symbol(self):
        """``UBND-LĐTBXH`` of a letter, ``BC-UBND`` of a paper with a kind."""
        for paper in self:
            issuer = paper.issuer_id and paper._heading_unit()._paper_symbol()
            drafter = paper.drafter_id and paper.drafter_id._paper_symbol()
            short = PRINTED.get(paper.kind, ("", ""))[1]
            parts = [short, issuer] if short else [issuer, drafter if drafter != issuer else ""]
            paper.symbol = "-".join(filter(None, parts))

    @api.depends("addressee_ids", "drafter_id", "issuer_id", "kind")
    def _compute_recipients(self):
        for paper in self:
            first = ["Như trên"] if paper.addressee_ids else []
            if paper.kind in TO_NOBODY:
                first = paper._addressee_names()
            if paper.kind == "decision":
                first = ["Như Điều 3", *first]
            drafts_itself = paper.drafter_id == paper._heading_unit()
            symbol = "" if drafts_itself or not paper.drafter_id else paper.drafter_id._paper_symbol()
            paper.recipients = "\n".join([*first, f"Lưu: VT, {symbol}" if symbol else "Lưu: VT"])

    @api.depends_context("uid")
    @api.depends("issuer_id", "drafter_id")
    def _compute_can_write(self):
        mine = self._filtered_access("write")
        for paper in self:
            paper.can_write = paper in mine

    @api.constrains("signing_power")
    def _check_signing_power(self):
        for paper in self:
            if len(paper._lines("signing_power")) > 3:
                raise ValidationError(self.env._("At most three lines say for whom it is signed."))

    @api.model_create_multi
    def create(self, vals_list):
        """Create drafts; what only buttons set is left out, whatever the values or the caller's context say."""
        if not self.env.su:
            known = WRITABLE["draft"] | GIVEN | chatter_fields(self.env)
            vals_list = [{name: value for name, value in vals.items() if name in known} for vals in vals_list]
        model = self.with_env(self.env(context=clean_context(self.env.context)))  # ignore the caller's defaults
        vals_list = [{**self._default_signing(vals), **vals} for vals in vals_list]
        papers = super(ChildPlanPaper, model).create(vals_list)
        for paper in papers:
            paper._check_source()
        return papers

    def _check_source(self):
        """Check that the user may read the record that the paper is made from."""
        if self.res_model:
            if self.res_model not in self.env or not self.res_model.startswith("child.plan"):
                raise UserError(self.env._("A paper is not made from such a record."))
            self._source().check_access("read")

    @api.model
    def _default_signing(self, vals):
        """Return who signs as on the last paper of this kind and drafter, else as is usual for the issuer."""
        if not vals.get("issuer_id") or "signing_position" in vals:
            return {}
        same = [("issuer_id", "=", vals["issuer_id"]), ("drafter_id", "=", vals.get("drafter_id"))]
        last = self.search([*same, ("kind", "=", vals.get("kind")), ("signing_position", "!=", False)], limit=1)
        if last:
            return {"signing_power": last.signing_power, "signing_position": last.signing_position}
        issuer = self.env["child.plan.unit"].browse(vals["issuer_id"])
        if issuer.kind == "authority" and issuer.level == "national":
            return {"signing_power": "TM. Chính phủ\nKT. Thủ tướng", "signing_position": "Phó Thủ tướng"}
        if issuer.kind == "authority":
            return {"signing_power": "TM. Ủy ban nhân dân\nKT. Chủ tịch", "signing_position": "Phó Chủ tịch"}
        if not issuer.paper_seal:
            return {"signing_power": "TL. Chủ tịch", "signing_position": "Trưởng phòng"}
        return {"signing_position": "Trưởng phòng" if issuer.kind == "department" else "Thủ trưởng đơn vị"}

    def write(self, vals):
        if not self.env.su:
            own = vals.keys() - chatter_fields(self.env)
            for paper in self:
                if own - WRITABLE.get(paper.state, set()):
                    raise UserError(
                        self.env._("“%s” is no draft any more: it stays as it is.", paper.name)
                        if paper.state != "draft"
                        else self.env._("A paper changes its state and figures with its buttons.")
                    )
        result = super().write(vals)
        if not vals.keys().isdisjoint({"issuer_id", "drafter_id"}):
            self.check_access("write")  # prevents handing the paper to an authority that is not the user's
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        if self.filtered(lambda paper: paper.state not in ("making", "draft")):
            raise UserError(self.env._("Only a draft can be deleted. Withdraw or replace the paper instead."))

    def _lines(self, name):
        """Return the lines of a text, without empty ones."""
        return [line.strip() for line in (self[name] or "").split("\n") if line.strip()]

    def _heading_unit(self):
        """Return the unit in whose name the paper goes out: the authority of one without a seal."""
        issuer = self.issuer_id
        return issuer if issuer.paper_seal else issuer.authority_id or issuer

    def _source(self):
        return self.env[self.res_model].browse(self.res_id).exists() if self.res_model else self.env["child.plan"]

    def action_open_source(self):
        self.ensure_one()
        source = self._source() or self.plan_id
        source.check_access("read")
        return source.get_formview_action()

    def action_open_work(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_assignment_action")
        return {**action, "domain": [("id", "in", self.assignment_ids.ids)], "context": {}}

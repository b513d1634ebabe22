from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..lib.tree import Head, Paper, Paragraph, Signing
from . import wording
from .kinds import KINDS, NAMES, PRINTED, WORDS


class ChildPlanPaperTemplate(models.Model):
    """The subject and words with which papers of a kind begin; kept by the administrator of the whole tree."""

    _name = "child.plan.paper.template"
    _inherit = ["child.plan.shared.list.mixin"]
    _description = "Words of a Paper"
    _order = "id"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    subject = fields.Char(required=True)
    body = fields.Text("Words", required=True, help="One paragraph a line; names in braces are replaced")
    names_known = fields.Char("Names for the words", compute="_compute_names_known")
    changed = fields.Boolean(
        "Reworded", compute="_compute_changed", store=True, help="Other words than those that came with it"
    )
    can_write = fields.Boolean(compute="_compute_can_write")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    _kind_once = models.UniqueIndex("(kind)", "There are words for this kind of paper already.")

    @api.depends("kind")
    def _compute_names_known(self):
        for template in self:
            template.names_known = ", ".join(f"{{{name}}}" for name in NAMES.get(template.kind, ()))

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for template in self:
            template.display_name = labels.get(template.kind)

    @api.depends_context("uid")
    def _compute_can_write(self):
        kept = self._filtered_access("write")
        for template in self:
            template.can_write = template in kept

    @api.depends("subject", "body")
    def _compute_changed(self):
        for template in self:
            template.changed = (template.subject, template.body) != WORDS.get(template.kind)

    @api.depends("subject", "body")
    def _compute_preview(self):
        """Show the words with examples in the place of the names."""
        for template in self:
            values = {name: [Paragraph(text)] for name, text in NAMES.get(template.kind, {}).items()}
            paper = Paper(
                Head(
                    ["Ủy ban nhân dân", "quận Long Biên"],
                    wording.filled(template.subject or "", values),
                    PRINTED.get(template.kind, ("", ""))[0],
                    symbol="UBND",
                    place="Long Biên",
                ),
                wording.blocks(template.body, values),
                signing=Signing("Phó Chủ tịch", ["TM. Ủy ban nhân dân", "KT. Chủ tịch"]),
            )
            template.preview = self.env["child.plan.paper"]._html_of(paper)

    @api.constrains("subject", "body")
    def _check_names(self):
        for template in self:
            for text in (template.subject, template.body):
                for line, column, found in wording.faults(text, NAMES[template.kind]):
                    raise ValidationError(
                        self.env._(
                            "Line %(line)s, letter %(column)s: “%(found)s” is none of the names that this paper knows: "
                            "%(known)s.",
                            line=line,
                            column=column,
                            found=found,
                            known=template.names_known,
                        )
                    )

    @api.model
    def _of_kind(self, kind):
        return self.sudo().search([("kind", "=", kind)], limit=1)

    @api.model
    def _take_ours(self):
        """Take the words of ours for all kinds that nobody has reworded; run by each update of the addon."""
        there = self.search([], limit=len(WORDS))
        for template in there.filtered(lambda template: not template.changed):
            template.action_put_back()
        known = set(there.mapped("kind"))
        self.create(
            [
                {"kind": kind, "subject": subject, "body": body}
                for kind, (subject, body) in WORDS.items()
                if kind not in known
            ]
        )

    def action_put_back(self):
        """Put the words back that came with the product."""
        for template in self:
            subject, body = WORDS[template.kind]
            template.write({"subject": subject, "body": body})
        return True

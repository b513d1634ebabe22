from base64 import b64decode, b64encode
from contextlib import suppress
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.child_plan.lib.bounded import Exceeded, run_bounded

from ..lib.docx_writer import write_docx
from ..lib.tree import Head, Paper, Paragraph, Signing
from ..lib.word_template import NO_TEMPLATE
from . import wording
from .kinds import HEAD_NAMES, KINDS, NAMES, PRINTED, WORDS

LARGEST = 5 * 1024 * 1024  # of a Word file of words
_ADDON = Path(__file__).parents[1]


class ChildPlanPaperTemplate(models.Model):
    """The letterhead, subject and words with which papers of a kind begin; kept by the administrator of the whole tree.

    They are changed on the screen, or in a Word file that is downloaded and handed in again.
    """

    _name = "child.plan.paper.template"
    _inherit = ["child.plan.shared.list.mixin"]
    _description = "Words of a Paper"
    _order = "id"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    subject = fields.Char(required=True)
    body = fields.Text("Words", required=True, help="One paragraph a line; names in braces are replaced")
    head_parent = fields.Text(
        "Letterhead: superior", default="{cơ quan chủ quản}", help="One line each; names in braces are replaced"
    )
    head_issuer = fields.Text(
        "Letterhead: issuer",
        required=True,
        default="{cơ quan ban hành}",
        help="One line each; names in braces are replaced",
    )
    word_file = fields.Binary(
        "In Word",
        compute="_compute_word_file",
        inverse="_inverse_word_file",
        help="Download it, change letterhead, subject, words and their order in Word, and hand it in again",
    )
    word_filename = fields.Char("Name of the Word file", compute="_compute_word_file")
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

    @api.depends("subject", "body", "head_parent", "head_issuer")
    def _compute_changed(self):
        for template in self:
            heads = [(template[name] or "").strip() for name in HEAD_NAMES]
            ours = (template.subject, template.body) == WORDS.get(template.kind)
            template.changed = not ours or heads != [f"{{{name}}}" for name in HEAD_NAMES.values()]

    @api.depends("subject", "body", "head_parent", "head_issuer")
    def _compute_preview(self):
        """Show the words with examples in the place of the names."""
        for template in self:
            values = {name: [Paragraph(text)] for name, text in NAMES.get(template.kind, {}).items()}
            paper = template._example(wording.blocks(template.body, values))
            paper.head.parent, paper.head.issuer = template._letterhead([], ["Ủy ban nhân dân", "quận Long Biên"])
            paper.head.subject = wording.filled(template.subject or "", values)
            template.preview = self.env["child.plan.paper"]._html_of(paper)

    def _example(self, body):
        """Return a paper of this kind with the letterhead, subject and ``body`` as they are written here."""
        heads = [(self[name] or "").split("\n") for name in HEAD_NAMES]
        head = Head(heads[1], self.subject or "", PRINTED.get(self.kind, ("", ""))[0], list(filter(None, heads[0])))
        head.symbol, head.place = "UBND", "Long Biên"
        return Paper(head, body, signing=Signing("Phó Chủ tịch", ["TM. Ủy ban nhân dân", "KT. Chủ tịch"]))

    def _letterhead(self, parent, issuer):
        """Return the lines of superior and issuer, the names in braces replaced by ``parent`` and ``issuer``."""
        values = dict(zip(HEAD_NAMES.values(), (parent, issuer), strict=True))
        return [wording.lines(self[name], values) for name in HEAD_NAMES]

    # -- the Word file --

    @api.depends("subject", "body", "head_parent", "head_issuer")
    def _compute_word_file(self):
        for template in self:
            body = [Paragraph(line) for line in (template.body or "").split("\n") if line.strip()]
            template.word_file = b64encode(write_docx(template._example(body)))
            template.word_filename = f"{template.display_name}.docx"

    def _inverse_word_file(self):
        for template in self.filtered("word_file"):
            found = template._read_word(b64decode(template.word_file))
            for line, words, text in found["faults"]:
                place = self.env._("Line %(line)s of the words, “%(text)s”: %(fault)s")
                raise ValidationError(place % {"line": line, "text": text, "fault": self.env._(words)})
            template.write(
                {
                    "subject": found["subject"],
                    "body": "\n".join(found["body"]),
                    "head_parent": "\n".join(map(wording.lower_names, found["parent"])),
                    "head_issuer": "\n".join(map(wording.lower_names, found["issuer"])),
                }
            )

    def _read_word(self, data):
        """Return what ``word_template.read`` finds in a file, which is read in a process of its own."""
        found = {"error": NO_TEMPLATE}
        if len(data) <= LARGEST:
            with suppress(Exceeded):  # a file that takes so long or so much is no such file
                found = run_bounded(_ADDON, "lib.word_template:read", data, seconds=20, memory=1024**3)
        if words := found.get("error"):
            raise UserError(self.env._(words))
        return found

    @api.constrains("subject", "body", "head_parent", "head_issuer")
    def _check_names(self):
        for template in self:
            names = dict.fromkeys(("subject", "body"), NAMES[template.kind])
            for name in ("subject", "body", *HEAD_NAMES):
                for line, column, found in wording.faults(template[name], names.get(name, HEAD_NAMES.values())):
                    raise ValidationError(
                        self.env._(
                            "Line %(line)s, letter %(column)s: “%(found)s” is none of the names that this paper knows: "
                            "%(known)s.",
                            line=line,
                            column=column,
                            found=found,
                            known=template.names_known
                            if name in names
                            else ", ".join(f"{{{known}}}" for known in HEAD_NAMES.values()),
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
            heads = {name: f"{{{ours}}}" for name, ours in HEAD_NAMES.items()}
            template.write({"subject": subject, "body": body, **heads})
        return True

from itertools import takewhile

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.child_plan.lib.clock import today

from ..lib.docx_writer import write_docx
from ..lib.html_writer import write_html
from ..lib.pdf_writer import CannotPrint, write_pdf
from ..lib.printed import UNKNOWN, in_figures, in_words
from ..lib.tree import Head, Paper, Paragraph, Run, Signing
from . import wording
from .citation import cited, issuer_of, kind_of
from .kinds import NAMES, PRINTED

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {"docx": (write_docx, WORD), "pdf": (write_pdf, "application/pdf")}
ANNEXES = ""  # the key in ``values`` under which annexes and grounds are


class ChildPlanPaperContent(models.Model):
    """What the paper says: words of a person, and what the system knows, joined in one content tree.

    A draft holds what the system knew on ``figures_on`` in ``values``: ``{name: paper with that content}``, where the
    names are those that the words may have in braces, and ``ANNEXES``. From "for signature" on, ``content`` is the
    whole tree; only the number, the day and the signatory's name are added to it.
    """

    _inherit = "child.plan.paper"

    values = fields.Json(readonly=True, copy=True)
    content = fields.Json(readonly=True, copy=False)
    figures_on = fields.Date("Figures of", readonly=True)
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    names_known = fields.Char("Names for the words", compute="_compute_names_known")

    @api.depends("kind")
    def _compute_names_known(self):
        for paper in self:
            paper.names_known = ", ".join(f"{{{name}}}" for name in NAMES.get(paper.kind, ()))

    @api.depends(
        "name",
        "body",
        "values",
        "content",
        "issuer_id",
        "symbol",
        "secrecy",
        "urgency",
        "circulation",
        "drafter_mark",
        "addressees",
        "signing_power",
        "signing_position",
        "signer_name",
        "recipients",
        "ordinal",
        "issued_on",
    )
    def _compute_preview(self):
        for paper in self:
            paper.preview = self._html_of(paper._tree())

    @api.model
    def _html_of(self, tree):
        """Return the preview of a content tree; its figures open their records."""
        return write_html(tree)

    # -- the tree --

    def _tree(self):
        """Return the paper as it is printed now."""
        self.ensure_one()
        if not self.content:
            return self._draft_tree()
        paper = Paper.from_json(self.content)
        paper.head.number = str(self.ordinal) if self.ordinal else ""
        paper.head.day = self.issued_on or None
        paper.signing.name = self.signer_name or ""
        return paper

    def _draft_tree(self):
        values = self._held_values()
        annexes = values.pop(ANNEXES, None)
        body = wording.blocks(self.body, {name: held.body for name, held in values.items()})
        grounds = list(takewhile(wording.is_ground, body))
        return Paper(
            self._head(),
            body[len(grounds) :],
            authority=self._deciding() if self.kind == "decision" else "",
            addressees=self._lines("addressees"),
            signing=Signing(
                (self.signing_position or "").strip(), self._lines("signing_power"), (self.signer_name or "").strip()
            ),
            recipients=self._lines("recipients"),
            grounds=[ground.text for ground in grounds] + (annexes.grounds if annexes else []),
            annexes=annexes.annexes if annexes else [],
            drafter_mark=(self.drafter_mark or "").strip(),
            contact=(self._heading_unit().paper_contact or "").strip(),
        )

    def _deciding(self):
        """Return who decides: the head of the Government by himself where the symbol is his."""
        return issuer_of(self.symbol) or self._heading_unit()._paper_name()

    def _held_values(self):
        return {name: Paper.from_json(held) for name, held in (self.values or {}).items()}

    def _head(self):
        unit = self._heading_unit()
        template = self.env["child.plan.paper.template"]._of_kind(self.kind)
        parent, issuer = template._letterhead(*self.issuer_id._paper_letterhead())
        if self._heading_unit().level == "national" and issuer_of(self.symbol):
            issuer = [issuer_of(self.symbol)]
        labels = {name: dict(self._fields[name].selection).get(self[name], "") for name in ("secrecy", "urgency")}
        return Head(
            issuer,
            (self.name or "").strip(),
            PRINTED.get(self.kind, ("", ""))[0],
            parent,
            str(self.ordinal) if self.ordinal else "",
            (self.symbol or "").strip(),
            unit._paper_place(),
            self.issued_on or None,
            (self.issued_on or today()).year,
            **labels,
            circulation=self.circulation or "",
        )

    def _wording_faults(self):
        return wording.faults(self.body, NAMES.get(self.kind, ()))

    def _unknown_names(self):
        """Return the names in the words for which the system knows nothing: a person writes what belongs there."""
        unknown = [Paragraph(UNKNOWN)]
        held = self._held_values()
        return [name for name in wording.names(self.body) if name in held and held[name].body == unknown]

    # -- what the system knows --

    def _make(self):
        """Take the figures and, for a paper without words yet, the subject and words of the template."""
        for paper in self:
            paper._take_figures()
            if not paper.body:
                template = self.env["child.plan.paper.template"]._of_kind(paper.kind)
                held = {name: held.body for name, held in paper._held_values().items()}
                paper.sudo().write({"name": wording.filled(template.subject, held), "body": template.body})
        self.sudo().write({"state": "draft"})

    def _take_figures(self):
        """Store what the system knows now for this kind of paper, as the current user may read it, in Vietnamese."""
        self._check_makeable()
        installed = dict(self.env["res.lang"].get_installed())
        paper = self.with_context(lang="vi_VN" if "vi_VN" in installed else self.env.lang)
        values = {**paper._common(), **getattr(paper, f"_make_{self.kind}")()}
        held = {name: _held(value) for name, value in values.items()}
        self.sudo().write({"values": held, "figures_on": today()})

    def _check_makeable(self):
        """Raise if there is nothing to make this paper from. Extend for the kinds."""

    def _common(self):
        plan, issuer = self.plan_id, self._heading_unit()
        return {
            "kế hoạch": plan._paper_citation() if plan else "",
            "cơ quan ban hành": issuer._paper_name(),
            "cơ quan thường trực": plan.standing_unit_id._paper_name() if plan.standing_unit_id else "",
            "đơn vị": ", ".join(unit._paper_name() for unit in self.addressee_ids[:1])
            if len(self.addressee_ids) == 1
            else "các cơ quan, đơn vị",
            "ngày số liệu": in_figures(today()),
        }

    def action_refresh(self):
        """Take the figures of today; the words stay."""
        self._check_step("draft")
        for paper in self:
            paper._take_figures()
        return True

    def action_our_words(self):
        """Put the words of the template back."""
        self._check_step("draft")
        for paper in self:
            paper.body = False
            paper._make()
        return True

    # -- files --

    def _file(self, kind):
        """Return ``(content, type, name)`` of the paper as ``docx`` or ``pdf``."""
        self.ensure_one()
        if self.state == "making":
            raise UserError(self.env._("“%s” is just being made.", self.name))
        write, mimetype = WRITERS[kind]
        name = f"{self.number or self.symbol} {self.addressees or self.name}".split("\n")[0][:100]
        try:
            content = write(self._tree())
        except CannotPrint as error:
            words = self.env._(
                "This server cannot print PDF. Take the Word file, and tell the administrator: %s", error
            )
            raise UserError(words) from error
        return content, mimetype, f"{name.replace('/', '-')}.{kind}"

    def action_word(self):
        return self._download("docx")

    def action_pdf(self):
        return self._download("pdf")

    def _download(self, kind):
        self.check_access("read")
        ids = ",".join(map(str, self.ids))
        return {"type": "ir.actions.act_url", "url": f"/child_plan/paper/{ids}.{kind}", "target": "self"}


def _held(value):
    """Return the JSON of a paper that holds ``value``: text, runs, blocks, or annexes."""
    paper = Paper(Head([], ""))
    if isinstance(value, dict):
        paper.annexes, paper.grounds = value["annexes"], value.get("grounds", [])
    elif isinstance(value, list) and not (value and isinstance(value[0], str | Run)):
        paper.body = value
    else:
        paper.body = [Paragraph(value)]
    return paper.to_json()


class ChildPlan(models.Model):
    _inherit = "child.plan"

    def _paper_citation(self):
        """Return the plan as it is cited first: kind, number, day, issuer, subject."""
        self.ensure_one()
        if not self.number:
            day = f" {in_words(self.issued_on)}" if self.issued_on else ""
            return f"Kế hoạch “{self.name}”{day} của {self.issuer_id._paper_name()}"
        subject = self.name.removeprefix(f"{kind_of(self.number)} ")
        return cited(self.number, self.issued_on, subject, self.issuer_id._paper_name())

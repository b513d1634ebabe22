import re

from odoo import api, fields, models

COMMITTEE = re.compile(r"UBND\s+|Ủy ban nhân dân\s+", re.IGNORECASE)
KIND = re.compile(r"(tỉnh|thành phố|tp\.?|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu) +(?=[^\d\s])", re.IGNORECASE)
OFFICE = ("phòng", "sở", "ban")  # not part of a symbol made of initials


class ChildPlanUnit(models.Model):
    """How the unit's papers begin: its names on paper, its place, its symbol in numbers."""

    _inherit = "child.plan.unit"

    paper_head = fields.Text("Name in the letterhead", help="One line each; empty: the unit's name")
    paper_place = fields.Char("Place on papers", help="Before the day; empty: the authority's name")
    paper_symbol = fields.Char("Symbol in numbers", help="As in 05/KH-UBND; empty: UBND, or the abbreviation")
    paper_contact = fields.Char(
        "Address line on papers", help="At the foot of the first page: address, telephone, e-mail, web; empty: none"
    )
    paper_seal = fields.Boolean(
        "Papers of its own",
        compute="_compute_paper_seal",
        store=True,
        readonly=False,
        help="The unit has a seal. Otherwise its papers go out as those of its authority.",
    )

    @api.depends("kind", "level")
    def _compute_paper_seal(self):
        """A commune's offices have no seal."""
        for unit in self:
            unit.paper_seal = unit.kind != "department" or unit.level != "commune"

    def _paper_name(self):
        """Return the name in full, as a sentence has it."""
        self.ensure_one()
        return COMMITTEE.sub("Ủy ban nhân dân ", self.name, count=1)

    def _paper_head_lines(self):
        """Return the lines of the name in the letterhead; a People's Committee has two."""
        self.ensure_one()
        if lines := (self.paper_head or "").split("\n"):
            if any(lines):
                return [line.strip() for line in lines if line.strip()]
        whole = COMMITTEE.match(self.name)
        return ["Ủy ban nhân dân", self.name[whole.end() :]] if whole else [self.name]

    def _paper_letterhead(self):
        """Return ``(lines of the parent, lines of the issuer)``; an authority writes no parent."""
        self.ensure_one()
        if self.kind == "authority" or not self.authority_id:
            return [], self._paper_head_lines()
        if not self.paper_seal:
            return self.authority_id._paper_letterhead()
        return self.authority_id._paper_head_lines(), self._paper_head_lines()

    def _paper_place(self):
        """Return the place of the unit's seat, as it stands before the day."""
        authority = self.authority_id or self
        if authority.level == "national" and not (self.paper_place or authority.paper_place):
            return "Hà Nội"
        name = COMMITTEE.sub("", authority.short_name or authority.name, count=1)
        return self.paper_place or authority.paper_place or KIND.sub("", name, count=1)

    def _paper_symbol(self):
        self.ensure_one()
        if self.paper_symbol:
            return self.paper_symbol
        if COMMITTEE.match(self.name):
            return "UBND"
        known = (each.strip() for each in (self.abbreviation or "").split(","))
        short = next((each for each in known if each.isupper() and " " not in each), "")
        return short or "".join(word[0] for word in re.findall(r"\w+", self.name) if word.lower() not in OFFICE).upper()

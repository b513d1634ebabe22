from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...lib.clock import today
from .unit import KINDS, LEVELS

LINE_KINDS = [
    ("merge", "Merged into"),
    ("split", "Split into"),
    ("change", "Name, kind or place changes"),
    ("close", "Closed"),
]
ENDING = ("merge", "split", "close")
OPEN = ("draft", "waiting")  # what can still be applied
#: field of a line: the field of the unit that it changes
NEW_FIELDS = {
    "new_name": "name",
    "new_short_name": "short_name",
    "new_kind": "kind",
    "new_level": "level",
    "new_code": "code",
    "new_parent_id": "parent_id",
}


class ChildPlanReorganisation(models.Model):
    """What happens to units from a day on, by a resolution: merged, split, closed, or otherwise named and placed.

    Prepared as a draft, applied in one transaction (``reorganisation_apply.py``), undone as long as nobody has gone on
    from it. A unit whose name, kind or place changes stays the same record, which keeps what it was
    (``unit_past.py``). A unit that is merged, split or closed ends the day before; what is open goes to its heir.
    """

    _name = "child.plan.reorganisation"
    _description = "Reorganisation"
    _inherit = ["mail.thread"]
    _order = "day desc, id desc"

    name = fields.Char("Subject", required=True, tracking=True)
    authority_id = fields.Many2one(
        "child.plan.unit",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env.user.child_plan_unit_ids[:1],
        help="All units that it touches lie at or below this one.",
    )
    day = fields.Date("From", required=True, tracking=True, help="The first day on which it is so")
    basis = fields.Text("Legal basis", help="For instance: Nghị quyết số 237/NQ-UBTVQH16 ngày … tháng … năm …")
    state = fields.Selection(
        [("draft", "Draft"), ("waiting", "Being applied"), ("applied", "Applied"), ("undone", "Undone")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many("child.plan.reorganisation.line", "reorganisation_id", "What happens", copy=True)
    new_unit_ids = fields.One2many("child.plan.reorganisation.unit", "reorganisation_id", "New units", copy=True)
    choice_ids = fields.One2many("child.plan.reorganisation.choice", "reorganisation_id", "Decided one by one")
    applied_on = fields.Date(readonly=True, copy=False)
    applied_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    error = fields.Char("Applying has stopped", readonly=True, copy=False)
    problem = fields.Text("Still to be put right", compute="_compute_problem")
    is_mine = fields.Boolean(compute="_compute_is_mine", help="The current user may change it and apply it")

    @api.depends("line_ids", "new_unit_ids", "day", "state")
    def _compute_problem(self):
        for row in self:
            row.problem = row.state == "draft" and "\n".join(row._problems())

    @api.depends("authority_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.browse()
        if self.has_access("write"):
            mine = self._origin._filtered_access("write") | self.filtered(lambda row: not row._origin)
        for row in self:
            row.is_mine = row in mine or row._origin in mine

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "state": "draft"} for vals in vals_list])

    def write(self, vals):
        if not self.env.su:
            if not vals.keys().isdisjoint(("state", "applied_on", "applied_by", "error")):
                raise UserError(self.env._("A reorganisation is applied and undone with its buttons."))
            if vals.keys() & {"authority_id", "day", "line_ids", "new_unit_ids", "choice_ids"}:
                self._check_draft()
        result = super().write(vals)
        if "authority_id" in vals:
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_applied(self):
        if self.filtered(lambda row: row.state != "draft"):
            raise UserError(self.env._("What was applied stays, with its history."))

    def _check_draft(self):
        for row in self:
            if row.state != "draft":
                raise UserError(self.env._("“%s” is no draft any more.", row.name))

    @api.model
    def _add_lines(self, vals_list):
        """Add lines by code, such as those of an official mapping. Values as of ``create``, with ``new`` for the
        values of a new unit: lines with the same name and parent share it.
        """
        self.ensure_one()
        new = {(row.name, row.parent_id.id): row for row in self.new_unit_ids}
        rows = []
        for vals in vals_list:
            vals = dict(vals, reorganisation_id=self.id)
            if made := vals.pop("new", None):
                key = (made["name"], made.get("parent_id") or False)
                if key not in new:
                    new[key] = self.env["child.plan.reorganisation.unit"].create({**made, "reorganisation_id": self.id})
                vals["new_unit_id"] = new[key].id
            rows.append(vals)
        return self.env["child.plan.reorganisation.line"].create(rows)

    # -- what it touches --

    def _ending(self):
        return self.line_ids.filtered(lambda line: line.kind in ENDING)

    def _touched(self):
        """Return all units that it changes, ends, or gives something to."""
        lines, new = self.line_ids, self.new_unit_ids
        return lines.unit_id | lines.successor_id | lines.new_parent_id | new.parent_id | new.unit_id

    def _problems(self):
        """Return, in words, why it cannot be applied. Extend."""
        self.ensure_one()
        lines = self.line_ids
        if not self.day or not lines:
            return [self.env._("Say what happens to which unit.")]
        return [
            *self._problems_of_kinds(),
            *self._problems_of_days(),
            *self._problems_of_others(),
            *self._problems_of_place(),
            *self._problems_of_rights(),
        ]

    def _problems_of_kinds(self):
        """Units that end twice, heirs that are missing or end themselves, several or needless defaults."""
        words = []
        for unit, lines in self.line_ids.grouped("unit_id").items():
            kinds = set(lines.mapped("kind"))
            if len(kinds) > 1 or (len(lines) > 1 and kinds != {"split"}):
                words.append(self.env._("%s stands in several lines that contradict one another.", unit.name))
            if len(lines.filtered("is_default")) > 1 and kinds == {"split"}:
                words.append(self.env._("%s: only one heir gets what is not decided one by one.", unit.name))
        ending = self._ending()
        ended = set(ending.unit_id.ids)
        for line in ending:
            if line.kind != "close" and not line.successor_id and not line.new_unit_id:
                words.append(self.env._("%s: say into which unit it goes.", line.unit_id.name))
            if line.successor_id and line.new_unit_id:
                words.append(self.env._("%s goes into a unit that exists or into a new one.", line.unit_id.name))
            if line.successor_id.id in ended:
                words.append(
                    self.env._(
                        "%(unit)s goes into %(heir)s, which ends on the same day: that leads in a circle or nowhere.",
                        unit=line.unit_id.name,
                        heir=line.successor_id.name,
                    )
                )
        return words

    def _problems_of_days(self):
        """Units and heirs that do not exist on that day."""
        words, day = [], self.day
        before = fields.Date.subtract(day, days=1)
        units = self.line_ids.unit_id.sudo()
        for unit in units - units.filtered("active").filtered_domain(units._valid_domain(before)):
            words.append(self.env._("%(unit)s does not exist before %(day)s.", unit=unit.name, day=self._in_words(day)))
        lines, new = self.line_ids, self.new_unit_ids
        units = (lines.successor_id | lines.new_parent_id | new.parent_id).sudo()
        for unit in units - units.filtered("active").filtered_domain(units._valid_domain(day)):
            words.append(self.env._("%(unit)s does not exist on %(day)s.", unit=unit.name, day=self._in_words(day)))
        ended = self._ending().unit_id
        words += [
            self.env._("%s ends on that day: nothing can be placed below it.", unit.name)
            for unit in (lines.new_parent_id | new.parent_id) & ended
        ]
        return words

    def _in_words(self, day):
        return format_date(self.env, day)

    def _problems_of_others(self):
        """Other drafts, and days from this one on that were applied already, that touch the same units."""
        line = Domain("unit_id", "in", self.line_ids.unit_id.ids) & Domain("reorganisation_id", "!=", self._origin.id)
        end = Domain("kind", "in", ENDING)
        meets = line | (
            Domain("reorganisation_id", "!=", self._origin.id) & end & Domain("unit_id", "in", self._touched().ids)
        )
        words = []
        for other in self.env["child.plan.reorganisation.line"].sudo().search(meets):
            draft = other.reorganisation_id
            if draft.state in OPEN:
                text = self.env._("%(unit)s is also touched by the draft “%(name)s”.")
            elif draft.state == "applied" and draft.day > self.day:
                text = self.env._("%(unit)s was changed later already, by “%(name)s”.")
            elif draft.state == "applied" and draft.day == self.day and self._contradicts(other):
                text = self.env._("%(unit)s was reorganised on this day already, by “%(name)s”.")
            else:
                continue
            words.append(text % {"unit": other.unit_id.name, "name": draft.name})
        return words

    def _contradicts(self, other):
        """Return whether a line, applied on the same day, ended a unit of this one, or changed the same of it. A unit
        whose province was merged that day may well be merged with it.
        """
        own = self.line_ids.filtered(lambda line: line.unit_id == other.unit_id)
        return bool(own) and (other.kind in ENDING or any(line._changed() & other._changed() for line in own))

    def _problems_of_place(self):
        """Circles in the new tree, and units that would be left below one that ends."""
        words, ended = [], self._ending().unit_id
        new_parents = {line.unit_id: line.new_parent_id for line in self.line_ids if line.new_parent_id}
        for unit in new_parents:
            seen, above = set(), new_parents.get(unit)
            while above and above != unit and above not in seen:
                seen.add(above)
                above = new_parents.get(above) or above.parent_id
            if above:
                words.append(self.env._("%s would come to lie below itself.", unit.name))
        below = ended.sudo().child_ids - self._carried_lines().unit_id
        left = below.filtered_domain(below._valid_domain(self.day))
        if left:
            names = ", ".join(left[:8].mapped("display_name")) + (" …" if len(left) > 8 else "")
            words.append(self.env._("Units below one that ends have no place yet: %s", names))
        return words

    def _problems_of_rights(self):
        """Units outside the authority, or outside the tree that the current user administers."""
        above = self.authority_id.parent_path or "-"
        outside = self._touched().sudo().filtered(lambda unit: not (unit.parent_path or "").startswith(above))
        # a new unit, or one that is moved, may be placed below the authority itself
        words = [self.env._("%s does not lie below the authority.", unit.name) for unit in outside]
        if self.line_ids.unit_id & self.authority_id:
            words.append(self.env._("The authority itself is reorganised by the one above it."))
        return words

    def _check_ready(self):
        for row in self:
            if problems := row._problems():
                raise UserError("\n".join(problems))
            if row.day > today():
                raise UserError(self.env._("It counts from %s on, and is applied on that day.", row._in_words(row.day)))

    def _check_mine(self):
        """Raise unless the current user administers all units that are touched."""
        self.check_access("write")
        if not self.env.su:
            kept = self.env["child.plan.unit"].search(
                self.env["child.plan.unit"]._kept_units() & Domain("id", "in", self._touched().ids)
            )
            if self._touched() - kept:
                raise AccessError(self.env._("You administer only some of these units: the authority above does this."))


class ChildPlanReorganisationLine(models.Model):
    """What happens to one unit. Several lines, one for each heir, where it is split."""

    _name = "child.plan.reorganisation.line"
    _description = "Unit in a Reorganisation"
    _inherit = "child.plan.reorganisation.part.mixin"
    _order = "reorganisation_id, sequence, id"
    _rec_name = "unit_id"

    sequence = fields.Integer(default=10)
    unit_id = fields.Many2one(
        "child.plan.unit",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('id', 'child_of', authority_id), ('valid_to', '=', False)]",
    )
    kind = fields.Selection(LINE_KINDS, "What happens", required=True, default="merge")
    successor_id = fields.Many2one(
        "child.plan.unit",
        "Into",
        ondelete="restrict",
        index=True,
        domain="[('id', 'child_of', authority_id), ('valid_to', '=', False)]",
        help="A unit that exists",
    )
    new_unit_id = fields.Many2one(
        "child.plan.reorganisation.unit",
        "Into the new unit",
        ondelete="restrict",
        index=True,
        domain="[('reorganisation_id', '=', reorganisation_id)]",
    )
    is_default = fields.Boolean(
        "Gets the rest", help="Of a unit that is split, this heir gets what is not decided one by one."
    )
    new_name = fields.Char()
    new_short_name = fields.Char()
    new_kind = fields.Selection(KINDS)
    new_level = fields.Selection(LEVELS)
    new_code = fields.Char("New official code")
    new_parent_id = fields.Many2one(
        "child.plan.unit", "New place", ondelete="restrict", domain="[('id', 'child_of', authority_id)]"
    )
    new_parent_unit_id = fields.Many2one(
        "child.plan.reorganisation.unit",
        "New place, in the new unit",
        ondelete="restrict",
        domain="[('reorganisation_id', '=', reorganisation_id)]",
    )
    note = fields.Char()
    heir_id = fields.Many2one("child.plan.unit", readonly=True, copy=False, ondelete="restrict", index="btree_not_null")

    @api.depends("unit_id", "successor_id", "new_unit_id")
    def _compute_display_name(self):
        for line in self:
            heir = line._heir_name()
            line.display_name = f"{line.unit_id.name} → {heir}" if heir else line.unit_id.name

    def _heir_name(self):
        return self.successor_id.name or self.new_unit_id.name

    def _place_name(self):
        """Return, in words, below which unit it comes to lie."""
        above = self.new_parent_id.name or self.new_parent_unit_id.name
        return above and self.env._("below %s", above)

    def _changed(self):
        """Return the names of the fields of the unit that this line changes."""
        place = {"parent_id"} if self._moves() else set()
        return place | {name for new, name in NEW_FIELDS.items() if self[new]} if self.kind == "change" else set()

    def _moves(self):
        return self.kind == "change" and bool(self.new_parent_id or self.new_parent_unit_id)

    def _is_heir(self):
        """Whether what is not decided one by one goes to this line's heir."""
        return self.kind == "merge" or (self.kind == "split" and self.is_default)

    @api.constrains("unit_id", "reorganisation_id")
    def _check_other_drafts(self):
        """Refuse a unit that another draft touches as soon as it is named."""
        others = [("unit_id", "in", self.unit_id.ids), ("reorganisation_id.state", "in", OPEN)]
        by_unit = self.sudo().search(others).grouped("unit_id")
        for line in self:
            lines = by_unit.get(line.unit_id.sudo(), self.sudo())
            other = lines.filtered(lambda row, line=line: row.reorganisation_id != line.reorganisation_id)[:1]
            if other:
                raise ValidationError(
                    self.env._(
                        "%(unit)s is also touched by the draft “%(name)s”.",
                        unit=line.unit_id.name,
                        name=other.reorganisation_id.name,
                    )
                )

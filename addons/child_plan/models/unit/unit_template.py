import csv

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import file_open

from ...lib.clock import today
from ...lib.unit_words import place_kind, short_kind
from .unit import KINDS, LEVELS

FILE = "child_plan/data/unit/unit_templates.csv"
GROUPS = [
    ("government", "People's Committee"),
    ("party", "Party"),
    ("front", "Fatherland Front, mass organisations"),
    ("security", "Police, military"),
    ("health", "Health"),
    ("school", "Schools"),
]


class ChildPlanUnitTemplate(models.Model):
    """A body that authorities of a level usually have (Decrees 150/2025 and 370/2025, Circular 43/2025/TT-BYT).

    Names and numbers differ from province to province: an authority with rows of its own for a level uses these for
    itself and all below it, in place of the common ones.
    """

    _name = "child.plan.unit.template"
    _description = "Usual body"
    _order = "level, sequence, id"

    name = fields.Char(required=True, help="{kind} stands for the kind of the place: Công an {kind} is Công an phường")
    abbreviation = fields.Char("Abbreviations", help="{K} stands for the kind's first letters: CA{K} is CAP")
    authority_id = fields.Many2one(
        "child.plan.unit",
        "Used below",
        domain=[("kind", "=", "authority")],
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: everywhere, where no authority above has rows of its own",
    )
    level = fields.Selection([level for level in LEVELS if level[0] != "village"], required=True, default="commune")
    group = fields.Selection(GROUPS, "Belongs to", required=True, default="government")
    kind = fields.Selection([kind for kind in KINDS if kind[0] != "collective"], required=True, default="department")
    sector_id = fields.Many2one("child.plan.sector", ondelete="restrict")
    places = fields.Char("Only in", help="Kinds of places, with commas: xã, đặc khu. Empty: in all")
    usual = fields.Boolean(default=True, help="Taken by “Take the usual ones” of the set-up")
    valid_from = fields.Date()
    valid_to = fields.Date()
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    @api.model
    def _load_file(self):
        """Make the rows that come with the app and are not there. Those that are there may have been edited."""
        with file_open(FILE) as stream:
            rows = list(csv.DictReader(stream))
        data = [
            {
                "xml_id": f"child_plan.child_plan_unit_template_{row.pop('id')}",
                "values": {
                    **{name: value or False for name, value in row.items() if name != "sector"},
                    "usual": row["usual"] == "1",
                    "sector_id": self.env.ref(f"child_plan.child_plan_sector_{row['sector']}").id,
                },
                "noupdate": True,
            }
            for row in rows
        ]
        self._load_records(data, update=True)

    @api.model
    def _choose(self, authority, day):
        """Return the rows for ``authority`` on ``day``: those of the nearest one at or above it that has some."""
        existing = self.env["child.plan.unit"]._valid_domain(day)
        rows = self.sudo().search(Domain("level", "=", authority.level) & existing)
        path = [int(step) for step in (authority.parent_path or "").split("/") if step]
        nearest = next((i for i in reversed(path) if i in set(rows.authority_id.ids)), False)
        kind = place_kind(authority.name, authority.level)
        return rows.filtered(lambda row: row.authority_id.id == nearest and row._is_for(kind)).with_env(self.env)

    def _is_for(self, kind):
        return not self.places or kind in [place.strip() for place in self.places.split(",")]

    def _unit_vals(self, kind):
        """Return the values of a unit made by this row in a place of ``kind``, such as "xã"."""
        self.ensure_one()
        return {
            "name": self.name.replace("{kind}", kind),
            "abbreviation": (self.abbreviation or "").replace("{K}", short_kind(kind)),
            "kind": self.kind,
            "level": self.level,
            "sector_id": self.sector_id.id,
        }

    @api.model
    def action_copy_for_own(self):
        """Copy the common rows for the user's authority, where they can be changed."""
        authority = self.env.user.child_plan_authority_ids[:1]
        common, own = self.search([("authority_id", "=", False)]), [("authority_id", "=", authority.id)]
        if not authority:
            raise UserError(self.env._("You belong to no authority."))
        if not self.search_count(own, limit=1):
            levels = [key for key, _label in LEVELS]
            below = set(levels[levels.index(authority.level) :])
            for row in common.filtered(lambda row: row.level in below):
                row.copy({"authority_id": authority.id})
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_unit_template_action"),
            "domain": own,
        }


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    def _usual_bodies(self):
        """Return the values of the usual bodies of this authority that are not there yet."""
        self.ensure_one()
        names = set(self.child_ids.mapped("name"))
        rows = self.env["child.plan.unit.template"]._choose(self, today()).filtered("usual")
        kind = place_kind(self.name, self.level)
        found = [row._unit_vals(kind) for row in rows]
        return [
            {**vals, "parent_id": self.id, "sequence": 10 * number}
            for number, vals in enumerate(found, 1)
            if vals["name"] not in names
        ]

    def _take_usual_units(self):
        """Make those of the usual bodies of an authority of this level that are not there yet."""
        return self.create(self._usual_bodies())

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today

KINDS = [
    ("authority", "Authority (People's Committee)"),
    ("department", "Department, office"),
    ("organisation", "Fatherland Front, mass organisation"),
    ("facility", "School, station, centre"),
    ("collective", "Collective (stands for its members)"),
    ("other", "Other"),
]
LEVELS = [
    ("national", "Nation"),
    ("province", "Province"),
    ("district", "District"),
    ("commune", "Commune"),
    ("village", "Village"),
]

#: Column with the authority of a level, and that level.
LEVEL_FIELDS = {"province_id": "province", "district_id": "district", "commune_id": "commune"}


class ChildPlanUnit(models.Model):
    """A body that can be given work.

    All units form one tree: each authority has its departments and its subordinate authorities below it.

    A collective unit ("the wards' People's Committees") never holds work itself. Work given to it is given to each of
    its members. They are either listed one by one, or selected by kind, level and sector among all units below the
    collective unit's parent.
    """

    _name = "child.plan.unit"
    _description = "Unit"
    _inherit = ["mail.thread"]
    _parent_store = True
    _order = "sequence, name, id"
    _rec_names_search = ["name", "short_name", "abbreviation", "code"]

    name = fields.Char(required=True, tracking=True)
    short_name = fields.Char()
    abbreviation = fields.Char("Abbreviations", help="Other spellings in use, separated by commas: UBMTTQ, MTTQ")
    code = fields.Char("Official code", copy=False)
    identifier = fields.Char(
        "Electronic identifier", copy=False, help="Under which the unit exchanges electronic documents: G09.12.34"
    )
    sequence = fields.Integer(default=10)
    parent_id = fields.Many2one("child.plan.unit", "Part of", ondelete="restrict", index=True, tracking=True)
    child_ids = fields.One2many("child.plan.unit", "parent_id", "Units below")
    child_count = fields.Integer("Number of units below", compute="_compute_child_count")
    parent_path = fields.Char(index=True)
    complete_name = fields.Char("Full name", compute="_compute_complete_name", recursive=True)
    authority_id = fields.Many2one(
        "child.plan.unit",
        compute="_compute_authority_id",
        help="The authority to which the unit belongs: itself, or the nearest one above it",
    )
    # The authorities at or above the unit, one for each level; _store_levels() keeps them up to date.
    province_id = fields.Many2one("child.plan.unit", readonly=True, index="btree_not_null", copy=False)
    district_id = fields.Many2one("child.plan.unit", readonly=True, index="btree_not_null", copy=False)
    commune_id = fields.Many2one("child.plan.unit", readonly=True, index="btree_not_null", copy=False)
    kind = fields.Selection(KINDS, required=True, default="department")
    level = fields.Selection(LEVELS, required=True, default="commune")
    sector_id = fields.Many2one("child.plan.sector", ondelete="restrict", index="btree_not_null")
    external = fields.Boolean(
        "Outside the authority",
        compute="_compute_external",
        store=True,
        readonly=False,
        help="A plan requests of it, it cannot order.",
    )
    next_working_day = fields.Boolean(
        "Deadlines move to a working day",
        default=True,
        help="In plans of this authority: work whose deadline is a day off is in time until the next working day's end",
    )
    valid_from = fields.Date(tracking=True)
    valid_to = fields.Date(tracking=True, help="The last day on which the unit existed")
    active = fields.Boolean(default=True)
    user_ids = fields.Many2many(
        "res.users", "child_plan_unit_user_rel", "unit_id", "user_id", "Users", copy=False, tracking=True
    )
    user_count = fields.Integer("Number of users", compute="_compute_user_count")
    phone = fields.Char()
    email = fields.Char()
    address = fields.Char()
    note = fields.Text()
    color = fields.Integer()
    predecessor_ids = fields.Many2many(
        "child.plan.unit", "child_plan_unit_succession_rel", "successor_id", "predecessor_id", "Came from"
    )
    successor_ids = fields.Many2many(
        "child.plan.unit", "child_plan_unit_succession_rel", "predecessor_id", "successor_id", "Went into"
    )
    member_ids = fields.Many2many(
        "child.plan.unit", "child_plan_unit_member_rel", "collective_id", "member_id", "Members named one by one"
    )
    member_kind = fields.Selection(KINDS, "Members' kind")
    member_level = fields.Selection(LEVELS, "Members' level")
    member_sector_id = fields.Many2one("child.plan.sector", "Members' sector", ondelete="restrict")
    member_count = fields.Integer("Number of members", compute="_compute_member_count")

    # Most communes of 1 July 2025 carry the code of one of their parts: from its first day it is another unit.
    _code_unique = models.UniqueIndex(
        "(code, level, COALESCE(valid_from, '-infinity'::date)) WHERE code IS NOT NULL AND code != ''",
        "Another unit of this level already has this code since the same day.",
    )
    _valid_dates = models.Constraint("CHECK (valid_to >= valid_from)", "A unit cannot end before it begins.")

    @api.depends("name", "short_name", "parent_id.name", "kind")
    def _compute_display_name(self):
        """Add the authority's name to that of a department: departments of different authorities share their names."""
        for unit in self:
            parent = unit.parent_id
            if unit.kind == "authority" or not parent or parent.name in (unit.name or ""):
                unit.display_name = unit.name
            else:
                unit.display_name = f"{unit.name} ({parent.short_name or parent.name})"

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for unit in self:
            above = unit.parent_id.complete_name
            unit.complete_name = f"{above} / {unit.name}" if above else unit.name

    @api.depends("parent_path", "kind")
    def _compute_authority_id(self):
        paths = {unit: [int(i) for i in (unit.parent_path or "").split("/") if i] for unit in self}
        above = self.sudo().browse({i for path in paths.values() for i in path})
        above.fetch(["kind"])
        authorities = set(above.filtered(lambda unit: unit.kind == "authority").ids)
        for unit, path in paths.items():
            unit.authority_id = next((i for i in reversed(path) if i in authorities), False)

    @api.depends("sector_id.external")
    def _compute_external(self):
        for unit in self:
            unit.external = unit.sector_id.external

    def _compute_child_count(self):
        counts = dict(self._read_group([("parent_id", "in", self.ids)], ["parent_id"], ["__count"]))
        for unit in self:
            unit.child_count = counts.get(unit, 0)

    @api.depends("user_ids")
    def _compute_user_count(self):
        for unit in self:
            unit.user_count = len(unit.user_ids)

    @api.depends("kind", "member_ids", "member_kind", "member_level", "member_sector_id", "parent_id")
    def _compute_member_count(self):
        expanded = self._expand(today())
        for unit in self:
            unit.member_count = len(expanded[unit]) if unit.kind == "collective" else 0

    @api.constrains("parent_id")
    def _check_parent_id(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A unit cannot lie below itself."))

    @api.constrains("kind", "member_ids", "member_kind", "member_level", "member_sector_id")
    def _check_members(self):
        for unit in self.filtered(lambda unit: unit.kind == "collective"):
            if unit.member_ids.filtered(lambda member: member.kind == "collective"):
                raise ValidationError(self.env._("A collective unit cannot be a member of another."))
            if not (unit.member_ids or unit.member_kind or unit.member_level or unit.member_sector_id):
                raise ValidationError(
                    self.env._("Say who belongs to %s: name the members, or their kind, level or sector.", unit.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create([{name: vals[name] for name in vals if name not in LEVEL_FIELDS} for vals in vals_list])
        units._store_levels()
        self._tree_changed()
        return units

    def write(self, vals):
        """Clear the cached domains of the record rules when the tree or the users of a unit change."""
        result = super().write({name: value for name, value in vals.items() if name not in LEVEL_FIELDS})
        if not {"parent_id", "kind", "level"}.isdisjoint(vals):
            self._store_levels()
        if not {"parent_id", "kind", "level", "active", "sector_id"}.isdisjoint(vals):
            self._tree_changed()
        elif not {"user_ids", "name"}.isdisjoint(vals):
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self._tree_changed()
        return result

    def _tree_changed(self):
        """Clear the caches that depend on the tree, such as the domains of the record rules. Extend to clear more."""
        self.env.registry.clear_cache()

    @api.model
    def _levelled_models(self):
        """Return the names of the models that store a unit's level columns too. Extend to add models."""
        return []

    def _store_levels(self):
        """Store the level columns of these units, of all units below them, and of their rows in other models.

        Callers have checked access. Takes one SQL statement a model, however many rows there are; rows whose levels do
        not change are not written.
        """
        self.env.flush_all()
        columns = SQL(", ").join(SQL.identifier(name) for name in LEVEL_FIELDS)
        # the deepest authority of a level among those at or above a unit is the nearest one
        nearest = SQL(", ").join(
            SQL(
                "(array_agg(above.id ORDER BY length(above.parent_path) DESC)"
                " FILTER (WHERE above.level = %s))[1] AS %s",
                level,
                SQL.identifier(name),
            )
            for name, level in LEVEL_FIELDS.items()
        )
        self.env.cr.execute(
            SQL(
                """UPDATE child_plan_unit AS unit SET (%(columns)s) = ROW(%(found)s)
                     FROM (SELECT below.id, %(nearest)s
                             FROM child_plan_unit AS top
                             JOIN child_plan_unit AS below ON below.parent_path LIKE top.parent_path || '%%'
                            CROSS JOIN unnest(string_to_array(below.parent_path, '/')) AS step
                             LEFT JOIN child_plan_unit AS above
                                    ON above.id = NULLIF(step, '')::int AND above.kind = 'authority'
                            WHERE top.id IN %(ids)s
                            GROUP BY below.id) AS found
                    WHERE unit.id = found.id AND (%(stored)s) IS DISTINCT FROM (%(found)s)""",
                columns=columns,
                found=SQL(", ").join(SQL.identifier("found", name) for name in LEVEL_FIELDS),
                stored=SQL(", ").join(SQL.identifier("unit", name) for name in LEVEL_FIELDS),
                nearest=nearest,
                ids=tuple(self.ids) or (0,),
            )
        )
        moved = self.env.cr.rowcount
        self.invalidate_model(LEVEL_FIELDS)
        for model in map(self.env.__getitem__, self._levelled_models() if moved else ()):
            self.env.cr.execute(
                SQL(
                    """UPDATE %(table)s AS line SET (%(columns)s) = ROW(%(units)s)
                         FROM child_plan_unit AS top
                         JOIN child_plan_unit AS unit ON unit.parent_path LIKE top.parent_path || '%%'
                        WHERE top.id IN %(ids)s AND line.unit_id = unit.id
                          AND (%(stored)s) IS DISTINCT FROM (%(units)s)""",
                    table=SQL.identifier(model._table),
                    columns=columns,
                    units=SQL(", ").join(SQL.identifier("unit", name) for name in LEVEL_FIELDS),
                    stored=SQL(", ").join(SQL.identifier("line", name) for name in LEVEL_FIELDS),
                    ids=tuple(self.ids),
                )
            )
            if self.env.cr.rowcount:
                self._levels_changed(model)

    def _levels_changed(self, model):
        """Invalidate the level columns of ``model``, which SQL has just changed. Extend for what depends on them."""
        model.invalidate_model(LEVEL_FIELDS)

    def _valid_domain(self, day) -> Domain:
        """Return the domain of the units that exist on ``day``."""
        return (Domain("valid_from", "=", False) | Domain("valid_from", "<=", day)) & (
            Domain("valid_to", "=", False) | Domain("valid_to", ">=", day)
        )

    def _successors_on(self, day):
        """Replace units that have ended before ``day`` by their successors; leave out those without."""
        valid = self.filtered_domain(self._valid_domain(day))
        ended = self.filtered(lambda unit: unit.valid_to and unit.valid_to < day)
        return valid | (ended.successor_ids._successors_on(day) if ended.successor_ids else self.browse())

    def _expand(self, day):
        """Return ``{unit: the units that get its work on day}``.

        That is the unit itself, or the members of a collective unit. Units that have ended or are archived are left
        out.
        """
        collectives = self.filtered(lambda unit: unit.kind == "collective")
        singles = self - collectives
        valid = singles.sudo().filtered("active").filtered_domain(self._valid_domain(day))
        expanded = {unit: unit if unit in valid else self.browse() for unit in singles}
        units = self.sudo().with_context(active_test=True)
        for collective in collectives:  # one query each: a plan names only a handful of them
            expanded[collective] = units.search(collective._member_domain(day)).with_env(self.env)
        return expanded

    def _member_domain(self, day) -> Domain:
        self.ensure_one()
        if self.member_ids:
            domain = Domain("id", "in", self.member_ids.ids)
        else:
            domain = Domain("id", "child_of", self.parent_id.ids) & Domain("id", "!=", self.parent_id.id)
            for name, value in (
                ("kind", self.member_kind),
                ("level", self.member_level),
                ("sector_id", self.member_sector_id.id),
            ):
                if value:
                    domain &= Domain(name, "=", value)
        return domain & Domain("kind", "!=", "collective") & self._valid_domain(day)

    def _users_in(self, role):
        """Return the active users of these units who have ``role``: officer, standing, leader … (end of a group's XML
        id).

        Takes one query. Call it once for many units and intersect the result with each unit's users.
        """
        group = self.env.ref(f"child_plan.child_plan_group_{role}")
        users = self.env["res.users"].sudo().with_context(active_test=True)
        return users.search([("child_plan_unit_ids", "in", self.ids), ("all_group_ids", "in", group.ids)])

    def _heads(self):
        """Return ``{unit: users who lead it}``: its own leaders, else those of the authority that it belongs to."""
        leaders = (self | self.authority_id)._users_in("leader")
        return {
            unit: unit.sudo().user_ids & leaders or unit.sudo().authority_id.user_ids & leaders
            for unit in self.sudo(False)
        }

    def _led(self):
        """Return the departments and other bodies, at any depth, that belong to the authorities among these units."""
        level, led = self.filtered(lambda unit: unit.kind == "authority"), self.browse()
        while level := self.search([("parent_id", "in", level.ids), ("kind", "!=", "authority")]):
            led |= level
        return led

    @api.readonly
    def action_view_members(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_unit_action")
        return {**action, "domain": [("id", "in", self._expand(today())[self].ids)], "context": {}}

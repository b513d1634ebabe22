import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.models.unit.unit_template import GROUPS

from ..lib import REFORM, Recogniser, official, state_of
from .bulk import LEVELS, Bulk, authorities

AT_ONCE = 400  # authorities that are loaded while the user waits: two large provinces without their bodies' thousands
DEFAULT_GROUPS = ("government", "front", "security", "health")
CHOICES = {"day", "parent_id", "place_ids", *(f"take_{group}" for group, _label in GROUPS)}

_logger = logging.getLogger(__name__)


class ChildPlanUnitLoad(models.Model):
    """Official units that an administrator loads into the tree: chosen, then written, at once or by a scheduled job.

    Each place (a province as a rule) is one transaction of the job, so that a job that was killed goes on with the
    next. What is there is recognised: to load again makes nothing twice.
    """

    _name = "child.plan.unit.load"
    _description = "Official units"
    _inherit = ["child.plan.dialog.mixin"]
    _order = "id desc"

    _shown_fields = ("parent_id",)

    day = fields.Date("As of", required=True, default=lambda self: today())
    shown_day = fields.Date(readonly=True)
    parent_id = fields.Many2one(
        "child.plan.unit", "Below", domain=[("level", "=", "national"), ("kind", "=", "authority")], ondelete="cascade"
    )
    place_ids = fields.One2many("child.plan.unit.load.place", "load_id", "Places")
    is_local = fields.Boolean(compute="_compute_is_local")
    take_government = fields.Boolean("People's Committee", default=True)
    take_party = fields.Boolean("Party")
    take_front = fields.Boolean("Fatherland Front, mass organisations", default=True)
    take_security = fields.Boolean("Police, military", default=True)
    take_health = fields.Boolean("Health", default=True)
    take_school = fields.Boolean("Schools")
    state = fields.Selection(
        [("draft", "To be chosen"), ("waiting", "Being loaded"), ("done", "Loaded"), ("failed", "Stopped")],
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )
    total = fields.Integer("Authorities to be loaded", readonly=True, aggregator=None)
    done = fields.Integer("Authorities loaded", readonly=True, aggregator=None)
    created = fields.Integer("Units made", readonly=True, aggregator=None)
    present = fields.Integer("Found in the tree", readonly=True, aggregator=None)
    left_over = fields.Text("Ended by law, and still there", readonly=True)
    error = fields.Char("Reason", readonly=True)

    def _compute_display_name(self):
        for load in self:
            load.display_name = self.env._("Official units, %s", format_date(self.env, load.day))

    @api.depends_context("uid")
    def _compute_is_local(self):
        self.is_local = not self.env.user.has_group("base.group_erp_manager") and not self._nation()

    # -- choosing --

    @api.model
    def action_open(self):
        """Open the choice of places, for administrators."""
        if not self.env.user.has_groups("child_plan.child_plan_group_admin,base.group_erp_manager"):
            raise AccessError(self.env._("Units and accounts are kept by administrators."))
        running = self.search([("state", "=", "waiting")], limit=1)
        load = running or self.sudo().create({"parent_id": self._nation().id}).with_env(self.env)
        if not running:
            load._show_places()
        return load._window(self.env._("Load official units"), target="main")

    @api.model
    def _is_limited(self):
        return not self.env.su and not self.env.user.has_group("base.group_erp_manager")

    @api.model
    def _nation(self):
        """Return the root of the tree, if the user may load all provinces below it: a local administrator, the own."""
        nation = [("level", "=", "national"), ("kind", "=", "authority"), ("parent_id", "=", False)]
        if self._is_limited():
            nation += [("id", "in", self.env.user.child_plan_unit_ids.ids)]
        return self.env["child.plan.unit"].search(nation, limit=1)

    def write(self, vals):
        """Let users choose, before the loading begins, and nothing else."""
        if not self.env.su and (vals.keys() - CHOICES or any(load.state != "draft" for load in self)):
            raise AccessError(self.env._("What was loaded is written by the system."))
        return super().write(vals)

    def action_show(self):
        """Show the places of the chosen day."""
        self._check_draft()
        self._show_places()
        return self._window(self.env._("Load official units"), target="main")

    def action_choose_all(self):
        return self._choose(True)

    def action_choose_none(self):
        return self._choose(False)

    def _choose(self, chosen):
        self._check_draft()
        self.place_ids.chosen = chosen
        return self._window(self.env._("Load official units"), target="main")

    def _check_draft(self):
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("These units have been loaded, or are just being loaded."))

    def _show_places(self):
        self.ensure_one()
        rows = authorities(self.env)
        recogniser = Recogniser(official(), rows, self.day)
        places = self._allowed(rows)
        self.sudo().write(
            {
                "shown_day": self.day,
                "place_ids": [
                    Command.clear(),
                    *(
                        Command.create(self._place_vals(state, root, recogniser, len(places) == 1))
                        for state, root in places
                    ),
                ],
            }
        )

    def _allowed(self, rows):
        """Return ``[(state, unit)]``: what the user may load on this day, and the unit of the tree that it is.

        The administrators of the system and of the root may load all provinces, whose units are found when they are
        loaded; a local one the own authorities.
        """
        if not self._is_limited() or self._nation():
            tree = official().tree(self.day).values()
            provinces = [state for state in tree if state.level == "province"]
            return [(state, self.env["child.plan.unit"]) for state in provinces]
        units, found = self.env.user.child_plan_unit_ids, []
        of_id = {row.id: row for row in rows}
        for unit in units.filtered(lambda unit: unit.kind == "authority" and unit.id in of_id):
            if state := state_of(official(), of_id[unit.id], self.day, unit.province_id.code):
                found.append((state, unit))
        return found

    def _place_vals(self, state, unit, recogniser, chosen):
        below = official().below(state.level, state.code, self.day)
        parents, present = {state.parent: self.parent_id.id}, 0
        root = recogniser.find(state, self.parent_id.id)
        path = unit.parent_path or (root and root.parent_path)
        old = {row.id: row.name for row in recogniser.left_over(path)} if path else {}
        for each in below:
            row = recogniser.find(each, parents.get(each.parent))
            parents[each.code] = row and row.id
            present += bool(row) or each == state and bool(unit)
            old |= {stranger.id: stranger.name for stranger in recogniser.strangers(each)}
        return {
            "level": state.level,
            "code": state.code,
            "name": state.full_name,
            "unit_id": unit.id,
            "number": len(below),
            "present": present,
            "left_over": ", ".join(old.values()),
            "chosen": chosen,
        }

    # -- loading --

    def action_load(self):
        """Load the chosen places: a few at once, many in the background."""
        self._check_draft()
        if self.day != self.shown_day:
            chosen = set(self.place_ids.filtered("chosen").mapped("code"))
            self._show_places()
            self.place_ids.filtered(lambda place: place.code in chosen).sudo().chosen = True
        places = self.place_ids.filtered("chosen")
        if not places:
            raise UserError(self.env._("Choose at least one place."))
        load = self.sudo()
        load.write({"state": "waiting", "total": sum(places.mapped("number"))})
        load.place_ids.filtered(lambda place: not place.chosen).unlink()
        if load.total <= AT_ONCE:
            load._load_all()
        else:
            self.env.ref("child_plan_unit_vn.child_plan_cron_unit_load").sudo()._trigger()
        return self._window(self.env._("Load official units"), target="main")

    def _load_all(self):
        bulk = self._as_user()._bulk()
        for place in self.place_ids:
            self._as_user()._load_place(place, bulk)
        self._finish()

    def _as_user(self):
        """Return this load with the rights of whom it belongs to: who lost them loads nothing."""
        return self.with_user(self.create_uid).with_context(lang=self.create_uid.lang)

    def _groups(self):
        return [group for group, _label in GROUPS if self[f"take_{group}"]]

    def _bulk(self):
        return Bulk(self.sudo().env, official(), self.day, self._groups())

    def _load_place(self, place, bulk):
        """Load one place, in one transaction."""
        self.ensure_one()
        units = self.env["child.plan.unit"]
        units.check_access("create")
        rows = authorities(self.env) if self._is_limited() else ()
        allowed = {state.key: (state, unit) for state, unit in self._allowed(rows)}
        state = official().on(place.level, place.code, self.day)
        if not state or state.key not in allowed:
            raise AccessError(self.env._("“%s” does not lie in your authority.", place.name))
        unit = allowed[state.key][1]
        states = official().below(state.level, state.code, self.day)
        nation = self._nation() if self._is_limited() else self.parent_id
        top = (unit or nation).sudo()
        made, found = bulk.load(states, top, bool(unit), top.parent_path if self._is_limited() else "")
        units.invalidate_model()
        units._tree_changed()
        load = self.sudo()
        load.write(
            {
                "done": load.done + len(states),
                "created": load.created + made,
                "present": load.present + found,
                "left_over": ", ".join(filter(None, (load.left_over, place.left_over))),
            }
        )
        place.sudo().loaded = True
        if unit:
            day = format_date(self.env, self.day)
            unit._message_log(body=self.env._("%(number)s official units loaded, as of %(day)s", number=made, day=day))

    def _finish(self):
        self._link()
        self.sudo().state = "done"

    def _link(self):
        """Name the successors of units that ended with the reform, where both trees have been loaded."""
        eve, units = fields.Date.subtract(REFORM, days=1), self.env["child.plan.unit"].sudo()
        coded = Domain("kind", "=", "authority") & Domain("level", "in", LEVELS) & Domain("code", "!=", False)
        new = {(unit.level, unit.code): unit.id for unit in units.search(coded & Domain("valid_from", "=", REFORM))}
        ended = units.search(coded & Domain("valid_to", "=", eve) & Domain("successor_ids", "=", False))
        ended.fetch(["level", "code"])
        for unit in ended if new else units:
            state = official().on(unit.level, unit.code, eve)
            heirs = official().successors(state) if state else ()
            ids = [new[heir.level, heir.code] for heir, _default in heirs if (heir.level, heir.code) in new]
            if ids:
                unit.successor_ids = [Command.set(ids)]

    def action_go_on(self):
        """Go on after an error has stopped the job."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "failed":
            raise UserError(self.env._("These units have been loaded, or are just being loaded."))
        self.sudo().write({"state": "waiting", "error": False})
        self.env.ref("child_plan_unit_vn.child_plan_cron_unit_load").sudo()._trigger()
        return self._window(self.env._("Load official units"), target="main")

    @api.readonly
    def action_view_units(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_unit_action")
        return {**action, "views": [(False, "list"), (False, "form")], "context": {"search_default_authority": 1}}

    @api.model
    def _cron_load(self):
        """Load the places of waiting loads, one transaction each."""
        cron, waiting = self.env["ir.cron"], Domain("load_id.state", "=", "waiting") & Domain("loaded", "=", False)
        places = self.env["child.plan.unit.load.place"]
        cron._commit_progress(remaining=places.search_count(waiting))
        bulks = {}  # of this run: each reads the tree once
        while place := places.search(waiting, order="load_id, id", limit=1):
            load = place.load_id
            bulks[load] = load._load_or_stop(place, bulks.get(load))
            if not cron._commit_progress(1, remaining=places.search_count(waiting)):
                return

    def _load_or_stop(self, place, bulk=None):
        """Load one place, or store why it cannot be loaded. Return what loads the next one faster."""
        try:
            with self.env.cr.savepoint():
                bulk = bulk or self._as_user()._bulk()
                self._as_user()._load_place(place, bulk)
        except OperationalError:  # a concurrent write or a lost connection: the next run tries again
            raise
        except UserError as error:
            self.write({"state": "failed", "error": str(error)})
        except Exception:
            _logger.exception("Official units %s cannot be loaded", place.id)
            error = self._as_user().env._("An unexpected error; the administrator finds it in the server's log.")
            self.write({"state": "failed", "error": error})
        else:
            if all(self.place_ids.mapped("loaded")):
                self._finish()
            return bulk
        return None

    @api.autovacuum
    def _gc_choices(self):
        old = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.search([("state", "=", "draft"), ("create_date", "<", old)]).unlink()


class ChildPlanUnitLoadPlace(models.Model):
    """A province, or the own authority of a local administrator, with all official units below it."""

    _name = "child.plan.unit.load.place"
    _description = "Place of official units"
    _order = "load_id, code, id"

    load_id = fields.Many2one("child.plan.unit.load", required=True, ondelete="cascade", index=True)
    chosen = fields.Boolean()
    level = fields.Char(required=True, readonly=True)
    code = fields.Char("Official code", required=True, readonly=True)
    name = fields.Char("Place", required=True, readonly=True)
    number = fields.Integer("Authorities", readonly=True)
    present = fields.Integer("Found in the tree", readonly=True, aggregator=None)
    left_over = fields.Text(readonly=True)
    unit_id = fields.Many2one("child.plan.unit", readonly=True, ondelete="cascade", index="btree_not_null")
    loaded = fields.Boolean(readonly=True)

    def write(self, vals):
        if not self.env.su and (vals.keys() - {"chosen"} or any(place.load_id.state != "draft" for place in self)):
            raise AccessError(self.env._("What was loaded is written by the system."))
        return super().write(vals)

"""Deputies: a person has the units and roles of another until a day.

The rights are given as units and roles of the deputy, so that every list, menu and message follows them. They end by
themselves: the first request of a day, in each server process, ends what is over before it does anything else, and
fails if that cannot be done. A nightly job does the same.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.http import request
from odoo.tools.misc import clean_context

from ...compat import kept_in_registry
from ...lib.clock import today

MOST_DAYS = 366
OF_RIGHTS = {"group_ids", "child_plan_unit_ids", "active"}


class ChildPlanDeputy(models.Model):
    _name = "child.plan.deputy"
    _description = "Deputy"
    _order = "until desc, id desc"

    user_id = fields.Many2one(
        "res.users",
        "Person who is away",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self.env.user,
        domain="[('child_plan_unit_ids', '!=', False)]",
    )
    deputy_id = fields.Many2one(
        "res.users", required=True, ondelete="cascade", index=True, domain="[('child_plan_unit_ids', '!=', False)]"
    )
    date_from = fields.Date("From", required=True, default=lambda self: today())
    until = fields.Date(required=True, help="The last day")
    reason = fields.Char()
    state = fields.Selection(
        [("planned", "Begins later"), ("active", "In force"), ("ended", "Ended")],
        required=True,
        readonly=True,
        default="planned",
        index=True,
    )
    # what the deputy has only because of this row
    unit_ids = fields.Many2many("child.plan.unit", "child_plan_deputy_unit_rel", string="Units", readonly=True)
    group_ids = fields.Many2many("res.groups", "child_plan_deputy_group_rel", string="Roles", readonly=True)

    _dates = models.Constraint("CHECK (until >= date_from)", "It ends before it begins.")

    @api.depends("deputy_id", "user_id")
    def _compute_display_name(self):
        for row in self:
            row.display_name = self.env._(
                "%(deputy)s for %(user)s", deputy=row.deputy_id.name or "…", user=row.user_id.name or "…"
            )

    @api.constrains("user_id", "deputy_id", "date_from", "until")
    def _check_people(self):
        for row in self.sudo():
            if row.user_id == row.deputy_id:
                raise ValidationError(self.env._("A deputy is another person."))
            if (row.until - row.date_from).days > MOST_DAYS:
                raise ValidationError(self.env._("A deputy acts for a year at most. Change the roles instead."))
            places = row.user_id.child_plan_unit_ids
            own = row.deputy_id.child_plan_unit_ids - row._given_to(row.deputy_id).unit_ids
            if not own or own - self.env["child.plan.unit"].search([("id", "child_of", places.ids)]):
                raise ValidationError(
                    self.env._(
                        "%(deputy)s works elsewhere. A deputy belongs to a unit of %(user)s or to one below it: roles "
                        "hold in all units of a person.",
                        deputy=row.deputy_id.name,
                        user=row.user_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        allowed = ("user_id", "deputy_id", "date_from", "until", "reason")
        model = self.with_env(self.env(context=clean_context(self.env.context)))  # ignore the caller's defaults
        rows = super(ChildPlanDeputy, model).create(
            [{name: vals[name] for name in allowed if name in vals} for vals in vals_list]
        )
        rows._check_may_arrange()
        if any(row.until < today() for row in rows):
            raise UserError(self.env._("This time is over."))
        for row in rows.sudo():
            words = self.env._(
                "%(deputy)s, %(start)s–%(end)s",
                deputy=row.deputy_id.name,
                start=row.date_from.strftime("%d/%m/%Y"),
                end=row.until.strftime("%d/%m/%Y"),
            )
            row.user_id._child_plan_log(self.env._("Deputy"), "", words)
        rows._sync()
        return rows

    def _check_may_arrange(self):
        """A person names the own deputy; a local administrator does so for the people that the administrator keeps."""
        if self.env.su:
            return
        for row in self:
            if row.user_id != self.env.user and not (row.user_id | row.deputy_id).has_access("write"):
                raise AccessError(self.env._("You name a deputy for yourself, or for people whom you administer."))

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("End it, and name a deputy anew: the history stays."))
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("End it instead: the history stays."))

    def action_end(self):
        for row in self:
            if row.deputy_id != self.env.user:
                row._check_may_arrange()
        rows = self.sudo()
        ended = rows.filtered(lambda row: row.state != "ended")
        for row in ended:
            row.until = max(row.date_from, min(row.until, today()))
            row.user_id._child_plan_log(self.env._("Deputy"), row.deputy_id.name, self.env._("ended"))
        ended._sync(over=True)

    @api.model
    def _given_to(self, users):
        """Return the rows in force by which ``users`` have rights."""
        return self.sudo().search([("deputy_id", "in", users.ids), ("state", "=", "active")])

    def _sync(self, over=False):
        """Give the deputies what these rows say today, and take the rest.

        :param over: end the rows now, whatever their last day
        """
        if not self:
            return  # the roles may be gone, while the addon is being uninstalled
        day, roles = today(), self.env.ref("child_plan.child_plan_group_observer").sudo()._category_roles()
        for row in self.sudo():
            begun = row.date_from <= day
            active = begun and row.until >= day and not over and row.user_id.active and row.deputy_id.active
            others = row._given_to(row.deputy_id) - row
            elsewhere = row._given_to(row.user_id)  # rights that the person has for others are not passed on
            changes = {}
            for mine, name, wanted in (
                ("unit_ids", "child_plan_unit_ids", row.user_id.child_plan_unit_ids - elsewhere.unit_ids),
                ("group_ids", "group_ids", (row.user_id.group_ids & roles) - elsewhere.group_ids),
            ):
                permanent = row.deputy_id[name] - row[mine] - others[mine]
                new = wanted - permanent if active else wanted.browse()
                gone = row[mine] - new - others[mine]
                commands = [Command.link(id_) for id_ in (new - row.deputy_id[name]).ids]
                commands += [Command.unlink(id_) for id_ in gone.ids]
                if commands:
                    changes[name] = commands
                row[mine] = new
            row.state = "active" if active else "planned" if not begun and not over else "ended"
            if changes:
                row.deputy_id.write(changes)  # syncs once more, without a change

    @api.model
    def _due(self) -> Domain:
        """Return the domain of the rows that begin or end by the calendar."""
        begin = Domain("state", "=", "planned") & Domain("date_from", "<=", today())
        return begin | (Domain("state", "=", "active") & Domain("until", "<", today()))

    @api.model
    def _follow_calendar(self):
        """Begin and end what is due, once a day in each server process."""
        kept, day = kept_in_registry(self.env, "deputies", {}), today()
        if kept.get("day") == day:
            return
        self.sudo().search(self._due())._sync()
        self.env.cr.postcommit.add(lambda: kept.update(day=day))

    @api.model
    def _cron_follow_calendar(self):
        self.sudo().search(self._due())._sync()


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    def write(self, vals):
        if "user_ids" not in vals:
            return super().write(vals)
        users = self.sudo().user_ids
        result = super().write(vals)
        (users | self.sudo().user_ids)._child_plan_sync_deputies()
        return result


class ResGroups(models.Model):
    _inherit = "res.groups"

    def write(self, vals):
        if "user_ids" not in vals:
            return super().write(vals)
        users = self.sudo().user_ids
        result = super().write(vals)
        (users | self.sudo().user_ids)._child_plan_sync_deputies()
        return result

    def _category_roles(self):
        """Return the roles of the category to which these belong."""
        return self.privilege_id.category_id.privilege_ids.group_ids


class ResUsers(models.Model):
    _inherit = "res.users"

    def write(self, vals):
        """Pass changed rights of a person on to the deputies."""
        result = super().write(vals)
        if not OF_RIGHTS.isdisjoint(vals):
            self._child_plan_sync_deputies()
        return result

    def _child_plan_sync_deputies(self):
        people = Domain("user_id", "in", self.ids) | Domain("deputy_id", "in", self.ids)
        self.env["child.plan.deputy"].sudo().search(people & Domain("state", "=", "active"))._sync()

    def _check_uid_passwd(self, uid, passwd):
        result = super()._check_uid_passwd(uid, passwd)
        self.env(su=True)["child.plan.deputy"]._follow_calendar()
        return result


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        result = super()._pre_dispatch(rule, args)
        request.env["child.plan.deputy"]._follow_calendar()
        return result

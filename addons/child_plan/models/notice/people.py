"""Whom a user may name: people of the own tree, and those who take part in the same work.

Mentions (@) and pickers of people offer these only. Odoo's own managers of users see everybody. This spares a
ward the fifty thousand names of a country; it is no protection, names of users are not secret.
"""

from odoo import api, models
from odoo.fields import Domain

ODOO_ADMIN = "base.group_erp_manager"


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _child_plan_acquainted(self) -> Domain:
        """Return the domain of the users whom the current user may name."""
        user = self.env.user
        if self.env.su or not user.has_group("child_plan.child_plan_group_observer") or user.has_group(ODOO_ADMIN):
            return Domain.TRUE
        units, work = user.child_plan_unit_ids, self.env["child.plan.assignment"].sudo()
        mine = work._search([("unit_id", "in", units.ids), ("state", "!=", "cancelled")])
        plans = self.env["child.plan"].sudo()._search([("id", "in", mine.subselect("plan_id"))])
        same = work._search([("task_id", "in", mine.subselect("task_id"))])
        kept = work._search([("plan_id.standing_unit_id", "in", units.ids), ("state", "!=", "cancelled")])
        below = Domain("child_plan_unit_ids", "child_of", user.child_plan_authority_ids.ids)
        return (
            below
            | Domain("child_plan_unit_ids", "in", plans.subselect("issuer_id"))
            | Domain("child_plan_unit_ids", "in", plans.subselect("standing_unit_id"))
            | Domain("child_plan_unit_ids", "in", same.subselect("unit_id"))
            | Domain("child_plan_unit_ids", "in", kept.subselect("unit_id"))
            | Domain("id", "=", user.id)
        )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        domain = Domain(domain or Domain.TRUE) & self._child_plan_acquainted()
        return super().name_search(name, domain, operator, limit)


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _child_plan_acquainted(self) -> Domain:
        people = self.env["res.users"]._child_plan_acquainted()
        if people.is_true():
            return people
        return Domain("user_ids", "any!", people)

    @api.model
    def _get_mention_suggestions_domain(self, search):
        return super()._get_mention_suggestions_domain(search) & self._child_plan_acquainted()

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        domain = Domain(domain or Domain.TRUE) & self._child_plan_acquainted()
        return super().name_search(name, domain, operator, limit)

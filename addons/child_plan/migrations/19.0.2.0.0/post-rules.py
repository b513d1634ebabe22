"""The rules of assignments speak by columns with an index; an update does not overwrite rules, so it is done here."""

from odoo import SUPERUSER_ID, api

RULES = {
    "observer": "user.child_plan_unit_ids._work_below() | user.child_plan_unit_ids._work_of_plans_issued_below()",
    "standing": "user.child_plan_unit_ids._work_of_plans_kept("
    "user.child_plan_unit_ids + user.child_plan_authority_ids)",
    "finance": "user.child_plan_authority_ids._work_of_plans_issued_below()",
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, domain in RULES.items():
        env.ref(f"child_plan.child_plan_assignment_rule_{name}").domain_force = domain

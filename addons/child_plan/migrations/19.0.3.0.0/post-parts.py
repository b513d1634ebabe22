"""The rules of the rows below an assignment speak by columns with an index; an update does not overwrite rules."""

from odoo import SUPERUSER_ID, api

BELOW = "user.child_plan_unit_ids._at_or_below() | user.child_plan_unit_ids._work_of_plans_issued_below()"
KEPT = "user.child_plan_unit_ids._work_of_plans_kept(user.child_plan_unit_ids + user.child_plan_authority_ids)"
PARTS = {
    "observer": "user.child_plan_unit_ids._demands_below()",
    "officer": "[('unit_id', 'in', user.child_plan_unit_ids.ids)]",
    "standing": KEPT,
    "leader": "[('plan_id.issuer_id', 'in', user.child_plan_unit_ids.ids)]",
}
RULES = {
    "journal": {"observer": BELOW, "standing": KEPT},
    "extension": {"observer": BELOW, "standing": KEPT},
    "deliverable": PARTS,
    "milestone": PARTS,
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for model, domains in RULES.items():
        for name, domain in domains.items():
            env.ref(f"child_plan.child_plan_{model}_rule_{name}").domain_force = domain

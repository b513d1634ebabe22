"""Disable sign-up without invitation, add names to the journal, hash evidence, and give indicators an owner."""

from odoo import SUPERUSER_ID, api

from odoo.addons.child_plan.upgrade import journal_opened


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2b")
    env["ir.config_parameter"].set_param("mail.link_preview_throttle", "0")
    # for earlier rows only the present names are known
    with journal_opened(cr):
        cr.execute(
            """UPDATE child_plan_journal journal SET user_name = person.name
                 FROM res_users account JOIN res_partner person ON person.id = account.partner_id
                WHERE account.id = journal.user_id AND journal.user_name IS NULL"""
        )
    for indicator in env["child.plan.indicator"].search([]):
        indicator.owner_id = indicator.create_uid.child_plan_authority_ids[:1]
    for model in env.registry.descendants(["child.plan.evidence"], "_inherit"):
        if not env[model]._abstract:
            env[model].search([("evidence_ids", "!=", False)]).evidence_ids._child_plan_seal()

"""Rules of plans, their parts and reporting periods speak by fields that are one query; updates leave rules."""

import re

from odoo import SUPERUSER_ID, api

UNITS, AUTHORITIES = r"user\.child_plan_unit_ids\.ids", r"user\.child_plan_authority_ids\.ids"
PATH = r"\('((?:\w+\.)*)"
SAID_BEFORE = (
    (rf"{PATH}(?:assignment|report)_ids\.unit_id', 'child_of', {UNITS}\)", "given_below"),
    (rf"{PATH}(?:assignment|report)_ids\.unit_id', 'in', {AUTHORITIES}\)", "given_to_authority"),
    (rf"{PATH}implemented_by_ids\.issuer_id', 'in', {UNITS} \+ {AUTHORITIES}\)", "implemented_here"),
)


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for rule in env["ir.rule"].with_context(active_test=False).search([("domain_force", "like", "_ids.")]):
        domain = rule.domain_force
        for before, field in SAID_BEFORE:
            domain = re.sub(before, rf"('\g<1>{field}', '=', True)", domain)
        if domain != rule.domain_force:
            rule.domain_force = domain

"""Seal the rows that are in the journal already."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    seals = api.Environment(cr, SUPERUSER_ID, {})["child.plan.journal.seal"]
    while seals._seal(everything=True):
        pass

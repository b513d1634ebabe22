"""Move the last days in time of deadlines on days off, as the plans say from now on."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    api.Environment(cr, SUPERUSER_ID, {})["child.plan.last.day.mixin"]._refresh_last_days()

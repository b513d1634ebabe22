"""Give models and columns their new names, and let updates change the record rules."""

from odoo.addons.child_plan.upgrade import rename_column, rename_model


def migrate(cr, version):
    rename_model(cr, "child.plan.reporting", "child.plan.report.requirement")
    rename_column(cr, "child.plan", "given_on", "activated_on")
    # The rules were noupdate, so that each change of a rule needed a migration that rewrote it.
    cr.execute(
        "UPDATE ir_model_data SET noupdate = FALSE WHERE starts_with(module, 'child_plan') AND model = 'ir.rule'"
    )

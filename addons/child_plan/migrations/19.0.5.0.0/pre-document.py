"""Move documents to an addon of their own."""

from odoo.addons.child_plan.upgrade import move_to_addon, rename_model


def migrate(cr, version):
    rename_model(cr, "child.plan.import.part", "child.plan.import.mixin")
    move_to_addon(
        cr,
        "child_plan_document",
        models=["child.plan.import", "child.plan.import.line", "child.plan.import.name", "child.plan.import.mixin"],
        fields=[("child.plan", "import_ids"), ("child.plan", "import_count"), ("child.plan.task", "has_clause")],
        names=["child_plan_menu_import"],
        prefixes=["child_plan_import_", "child_plan_cron_read"],
    )
    move_to_addon(cr, "child_plan_document_budget")  # marked for installation

"""Move money to an addon of its own, and rename the wizard that reads workbooks to an import."""

from odoo.addons.child_plan.upgrade import move_to_addon, rename_column, rename_data, rename_model


def migrate(cr, version):
    rename_model(cr, "child.plan.budget.sheet", "child.plan.budget.import")
    rename_model(cr, "child.plan.budget.sheet.column", "child.plan.budget.import.column")
    rename_column(cr, "child.plan.budget.import.column", "sheet_id", "import_id")
    rename_data(cr, "child_plan_budget_sheet_", "child_plan_budget_import_", prefix=True)
    move_to_addon(
        cr,
        "child_plan_budget",
        models=[
            "child.plan.funding.source",
            "child.plan.budget.code",
            "child.plan.budget.range",
            "child.plan.budget.line",
            "child.plan.budget.entry",
            "child.plan.budget.pace",
            "child.plan.budget.spending",
            "child.plan.budget.enter",
            "child.plan.budget.import",
            "child.plan.budget.import.column",
            "child.plan.budget.export",
        ],
        fields=[
            ("child.plan", "budget_line_ids"),
            ("child.plan", "budget_line_count"),
            ("child.plan.task", "budget_line_ids"),
            ("child.plan.task", "funded"),
            ("child.plan.task", "money_missing"),
            ("child.plan.report", "allotted"),
            ("child.plan.report", "spent"),
            ("res.users", "child_plan_money_columns"),
            ("res.config.settings", "child_plan_overspending"),
            ("res.config.settings", "child_plan_unallotted"),
            ("res.config.settings", "child_plan_negative"),
            ("res.config.settings", "child_plan_slow_points"),
        ],
        names=[
            "child_plan_menu_money",
            "child_plan_menu_funding_source",
            "child_plan_menu_task_unfunded",
            "child_plan_task_view_list_unfunded",
            "child_plan_task_action_unfunded",
            "spending_message",
        ],
        prefixes=["child_plan_budget_", "child_plan_funding_source_", "child_plan_menu_budget_"],
    )

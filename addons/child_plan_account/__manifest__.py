{
    "name": "Plans of the authority: accounting",
    "summary": "Budget lines of plans beside the analytic accounts of the bookkeeping",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan_budget", "account"],
    "data": ["views/child_plan_budget_line_views.xml"],
    "auto_install": True,
}

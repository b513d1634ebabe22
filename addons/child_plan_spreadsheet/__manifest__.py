{
    "name": "Plans of the authority: spreadsheet dashboard",
    "summary": "The work and the money of plans as one of Odoo's spreadsheet dashboards",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan_budget", "spreadsheet_dashboard"],
    "data": ["data/dashboards.xml"],
    "assets": {"web.assets_tests": ["child_plan_spreadsheet/static/tests/tours/**/*"]},
    "auto_install": True,
}

{
    "name": "Plans of the authority: official units",
    "summary": "Provinces and communes of Vietnam with their codes and days, and their offices, loaded from a screen",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan"],
    "data": [
        "security/ir.model.access.csv",
        "security/unit_load_rules.xml",
        "data/ir_cron_data.xml",
        "views/unit_load_views.xml",
        "views/reorganisation_views.xml",
    ],
    "demo": [
        "demo/child.plan.unit.csv",
        "demo/reorganisation_demo.xml",
        "demo/child.plan.reorganisation.line.csv",
        "demo/reorganisation_applied_demo.xml",
        "demo/res.users.csv",
    ],
    "assets": {
        "web.assets_backend": ["child_plan_unit_vn/static/src/**/*"],
        "web.assets_tests": ["child_plan_unit_vn/static/tests/tours/**/*"],
    },
    "oca_data_manual": ["demo/logins.csv"],
}

{
    "name": "Plans of the authority: from level to level",
    "summary": "Plans of lower authorities drafted from the superior's, coverage of each task, changes handed down",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan"],
    "data": [
        "security/ir.model.access.csv",
        "security/cascade_rules.xml",
        "data/ir_cron_data.xml",
        "wizard/cascade_views.xml",
        "views/coverage_views.xml",
        "views/superior_change_views.xml",
        "views/plan_views.xml",
        "views/task_views.xml",
        "views/menus.xml",
    ],
    "demo": ["demo/cascade_demo.xml"],
    "assets": {
        "web.assets_tests": ["child_plan_cascade/static/tests/tours/**/*"],
    },
}

{
    "name": "Plans of the authority: documents",
    "summary": "Signed plan documents are read, reviewed beside their text, and become draft plans or new versions",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan"],
    "external_dependencies": {"python": ["openpyxl", "pdfplumber", "pypdfium2", "rapidfuzz"]},
    "data": [
        "security/ir.model.access.csv",
        "security/document_rules.xml",
        "data/ir_cron_data.xml",
        "views/import_views.xml",
        "views/proposal_views.xml",
        "views/plan_views.xml",
        "views/task_views.xml",
    ],
    "demo": ["demo/import_demo.xml"],
    "assets": {
        "web.assets_backend": ["child_plan_document/static/src/**/*"],
        "web.assets_unit_tests": [
            "child_plan_document/static/tests/review_server.js",
            "child_plan_document/static/tests/**/*.test.js",
        ],
        "web.assets_tests": ["child_plan_document/static/tests/tours/**/*"],
    },
}

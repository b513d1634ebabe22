{
    "name": "Plans of the authority: money in documents",
    "summary": "What a plan document says of its funding becomes budget lines",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan_document", "child_plan_budget"],
    "auto_install": True,
}

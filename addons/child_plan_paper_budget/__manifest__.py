{
    "name": "Plans of the authority: money on papers",
    "summary": "Plans and reports on paper name the money that is kept for them",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan_paper", "child_plan_budget"],
    "auto_install": True,
}

{
    "name": "Plans of the authority: national scale",
    "summary": "Kept sums and remembered pages, where one database holds hundreds of thousands of assignments",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan"],
    "data": ["data/ir_cron_data.xml"],
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}

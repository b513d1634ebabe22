{
    "name": "Plans of the authority: official units",
    "summary": "Provinces and communes of Vietnam with their codes and days, and their offices, loaded from a screen",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan"],
    "data": [],
}

{
    "name": "Plans of the authority: papers",
    "summary": "Plans, reports, reminder letters and their annexes as Word and PDF in the form of Decree 30/2020",
    "version": "19.0.1.0.0",
    "category": "Services/Project",
    "license": "LGPL-3",
    "author": "child_plan contributors",
    "depends": ["child_plan"],
    "external_dependencies": {"python": ["python-docx", "weasyprint"]},
}

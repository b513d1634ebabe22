"""Pictures of each kind of paper for the guide, printed from the demonstration's records."""

import io

# Kind: (model, domain, button). The record is the first that matches, of the plan of the demonstration that is told.
SOURCES = {
    "reminder": ("child.plan.assignment", [("status", "=", "overdue")], "action_write_reminders"),
    "report_request": ("child.plan.report.period", [], "action_write_request"),
    "extension": ("child.plan.extension", [("state", "in", ("granted", "refused"))], "action_write_answer"),
    "task_given": ("child.plan.task", [("state", "=", "given")], "action_write_given"),
    "task_changed": ("child.plan.task", [("state", "=", "given")], "action_write_changed"),
    "task_withdrawn": ("child.plan.task", [("state", "=", "withdrawn")], "action_write_withdrawn"),
    "task_sheet": ("child.plan.task", [("state", "=", "given")], "action_write_sheet"),
    "report": ("child.plan.report", [("state", "in", ("submitted", "accepted"))], "action_write_paper"),
    "progress": ("child.plan", [("state", "=", "issued")], "action_write_progress"),
    "evaluation": (
        "child.plan.unit",
        [("name", "=", "Phòng Giáo dục và Đào tạo"), ("parent_id.name", "=", "UBND quận Long Biên")],
        "action_write_evaluations",
    ),
    "conclusions": ("child.plan.meeting", [("item_ids.conclusion", "!=", False)], "action_write_conclusions"),
    "plan": ("child.plan", [("state", "=", "issued")], "action_write_paper"),
    "decision": ("child.plan", [("state", "=", "issued")], "action_write_decision"),
}
SCALE = 0.75  # of 72 dpi: an A4 page is 446 points wide


def write(env, folder, small):
    """Write `folder`/KIND.png, the first page of a paper of each kind; return the paths. Nothing is kept in `env`."""
    import pypdfium2

    folder.mkdir(exist_ok=True)
    paths = []
    for kind, (model, domain, button) in SOURCES.items():
        record = env[model].search(domain, limit=1) or _made(env, kind)
        action = getattr(record, button)()
        paper = env["child.plan.paper"].browse(action["res_id"])
        assert paper.kind == kind
        page = pypdfium2.PdfDocument(paper._file("pdf")[0])[0]
        output = io.BytesIO()
        page.render(scale=SCALE).to_pil().save(output, "PNG")
        paths.append(folder / f"{kind}.png")
        paths[-1].write_bytes(small(output.getvalue()))
    return paths


def _made(env, kind):
    """Return a record for a paper of which the demonstration has none."""
    if kind == "task_withdrawn":
        task = env["child.plan.task"].search([("state", "=", "given")], limit=1)
        task.state = "withdrawn"
        return task
    if kind == "extension":
        work = env["child.plan.assignment"].search([("state", "=", "in_progress"), ("due_on", "!=", False)], limit=1)
        vals = {"assignment_id": work.id, "asked_due_on": "2026-12-20", "reason": "Chờ kinh phí được phân bổ"}
        asked = env["child.plan.extension"].create(vals)
        asked.state = "refused"
        return asked
    meeting = env["child.plan.meeting"].search([], limit=1)
    meeting.item_ids[:1].conclusion = "Hoàn thành trong tháng, báo cáo bằng văn bản."
    return meeting

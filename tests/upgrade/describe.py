"""What is true in a database: rights, figures, journal, money, files. Run in ``odoo shell``, by any version.

The code of the version says it when a dump is made, today's says it again after the update.
"""

import hashlib
from datetime import date, timedelta

WORK = "child.plan.assignment"
# model: what a row is called; the names need no right
READ = {
    "child.plan": "{0.name}",
    "child.plan.task": "{0.plan_id.name} / {0.name}",
    WORK: "{0.task_id.name} / {0.unit_id.name}",
    "child.plan.target": "{0.name}",
    "child.plan.journal": "{0.kind}",
    "child.plan.extension": "{0.reason}",
    "child.plan.deliverable": "{0.name}",
    "child.plan.milestone": "{0.name}",
    "child.plan.budget.line": "{0.name}",
    "child.plan.report": "{0.unit_id.name} / {0.cut_off}",
    "child.plan.import": "{0.filename}",
    "child.plan.unit": "{0.name}",
    "child.plan.indicator": "{0.name}",
}
KEPT = ("day", "kind", "plan_id", "task_id", "assignment_id", "unit_id", "user_id", "old_value", "new_value", "reason",
        "state", "due_on", "submitted_on", "happened_at")  # fmt: skip
WORKED = ("state", "due_on", "progress", "result", "submitted_on", "confirmed_on", "period_start", "period_end")
STAGES = {
    "estimated": "estimate",
    "allotted": "allotment",
    "committed": "commitment",
    "spent": "disbursement",
    "settled": "settlement",
}


def plain(value):
    """Return a field's value as JSON has it."""
    if hasattr(value, "_name"):
        return value.ids[0] if value else False
    return str(value) if isinstance(value, date) else value


def describe(env, today):
    """Return all that an update has to keep, as of the day on which the dump was made."""
    env = env(context={"lang": "vi_VN"})
    users = env["res.users"].search([("login", "not in", ("__system__", "admin"))], order="login")
    today = date.fromisoformat(today)
    return {
        "today": str(today),
        "rows": {model: rows(env, model) for model in READ if model in env},
        "addons": env["ir.module.module"].search([("state", "=", "installed"), ("name", "=like", "child_plan%")])
        .sorted("name").mapped("name"),
        "users": {user.login: of_user(env, user, today) for user in users if user.login.isalpha()},
        "journal": {str(row.id): {name: plain(row[name]) for name in KEPT}
                    for row in env["child.plan.journal"].search([], order="id")},
        "work": {str(row.id): {name: plain(row[name]) for name in WORKED}
                 for row in env[WORK].search([], order="id")},
        "plans": {str(plan.id): {"name": plan.name, "number": plan.number, "state": plan.state,
                                 "issued_on": plain(plan.issued_on), "closed_on": plain(plan.closed_on)}
                  for plan in env["child.plan"].search([], order="id")},
        "money": money(env),
        "reports": reports(env),
        "targets": {str(row.id): [row.name, row.value, row.year, row.baseline, row.task_ids.ids]
                    for row in env["child.plan.target"].search([], order="id")},
        "files": files(env),
        "messages": messages(env),
    }  # fmt: skip


def of_user(env, user, today):
    """Return what a user may read, and the figures that the user is shown."""
    mine = env(user=user.id)
    return {
        "groups": sorted(
            name for role in ("observer", "officer", "finance", "standing", "leader", "admin")
            if user.has_group(name := f"child_plan.child_plan_group_{role}")
        ),
        "units": sorted(user.child_plan_unit_ids.mapped("name")),
        "reads": {model: readable(mine, model) for model in READ if model in env},
        "statuses": statuses(mine, today),
        "statuses_before": statuses(mine, today - timedelta(days=30)),
        "page": page(mine, today),
        "page_before": page(mine, today - timedelta(days=30)),
    }  # fmt: skip


def rows(env, model):
    """Return the names of all rows, by which a difference is told."""
    found = env[model].with_context(active_test=False).search([], order="id")
    return {str(row.id): READ[model].format(row) for row in found}


def readable(env, model):
    if not env[model].has_access("read"):
        return None
    return env[model].with_context(active_test=False).search([], order="id").ids


def statuses(env, day):
    if not env[WORK].has_access("read"):
        return None
    rows = env[WORK].with_context(child_plan_as_of=str(day))
    return {str(status): count for status, count in rows._read_group([], ["status"], ["__count"])}


def page(env, day):
    """Return the figures of the leader's page, where the version has one."""
    if "child.plan.dashboard" not in env or not env[WORK].has_access("read"):
        return None
    found = env["child.plan.dashboard"].get_page(day=str(day))
    if not found["unit"]:
        return None
    groups, counted = found["groups"], found["counted"]

    def numbers(group, name):
        rows = groups[group]["rows"]
        return {str(row[name]): {of: n for of, n in zip(counted, row["n"], strict=True) if n} for row in rows}

    return {
        "unit": found["unit"]["name"],
        "measures": {name: [measure["count"], measure.get("before")] for name, measure in found["measures"].items()},
        "units": numbers("unit", "name"),
        "plans": numbers("plan", "id"),
        "levels": numbers("level", "id"),
        "money": found.get("money") and {name: found["money"][name] for name in ("allotted", "spent")},
    }


def money(env):
    if "child.plan.budget.line" not in env:
        return None
    lines = env["child.plan.budget.line"].search([], order="id")
    return {
        str(line.id): {
            "name": line.name, "plan": line.plan_id.id, "unit": line.unit_id.id, "year": line.year,
            "known": line.amount_known, "note": line.note, "reference": line.reference, "index": line.index_code or "",
            "source": line.source_id.id, "sums": sums(env, line),
        }
        for line in lines
    }  # fmt: skip


def sums(env, line):
    if "child.plan.budget.entry" not in env:
        return {stage: line[column] for column, stage in STAGES.items() if line[column]}
    rows = env["child.plan.budget.entry"]._read_group([("line_id", "=", line.id)], ["stage"], ["amount:sum"])
    return {stage: amount for stage, amount in rows if amount}


def reports(env):
    if "child.plan.report" not in env:
        return None
    return {
        str(row.id): {
            "unit": row.unit_id.id, "state": row.state, "due_on": plain(row.due_on), "results": row.results,
            "submitted_on": plain(row.submitted_on), "done_on_time": row.done_on_time, "done_late": row.done_late,
            "open_in_time": row.open_in_time, "open_overdue": row.open_overdue,
            "values": [[value.indicator_id.id, value.numerator, value.denominator] for value in row.value_ids],
        }
        for row in env["child.plan.report"].search([], order="id")
    }  # fmt: skip


def files(env):
    """Return the files of the plans' records: their words are those that the hash of their content says."""
    rows = env["ir.attachment"].search(
        [("res_model", "=like", "child.plan%"), ("res_field", "in", [False, "source_document", "document"])], order="id"
    )
    return {str(row.id): [row.name, row.res_id, hashlib.sha1(row.raw or b"").hexdigest()] for row in rows}


def messages(env):
    rows = env["mail.message"].search(
        [("model", "=like", "child.plan%"), ("message_type", "in", ("comment", "notification"))], order="id"
    )
    return {str(row.id): [row.model, row.res_id, row.author_id.name, str(row.body)] for row in rows if row.body}

"""The first page of a list with its count, as the web client requests it, compared with Odoo Project's tasks.

An officer opens "My unit's work", the nation's leader all open assignments. The baselines are "My Tasks" and "All
Tasks" of a project user, over as many tasks in projects of a thousand, which are copies of one that Odoo created.
"""

import screens
from measure import Figure, expect, in_turn, stopwatch

from odoo.fields import Command

from devenv import databases
from devenv.base import say

GOALS = {"list_first_page": "0.5 or less"}
REPETITIONS = 5
OPEN = [("state_on", "not in", ("done", "cancelled"))]
PROJECT, OWN = 1000, 40  # tasks of a project, and of one user
# (user, list view, domain, order) of each list
LISTS = (
    ("officer0", "child_plan.child_plan_assignment_view_list_work", [("is_mine", "=", True), *OPEN], "due_on, id"),
    ("leader_nation", "child_plan.child_plan_assignment_view_list", OPEN, ""),
)
TASK_ORDER = "priority desc, sequence, state, date_deadline asc, id desc"
TASK_DOMAIN = [("has_template_ancestor", "=", False), ("is_closed", "=", False)]
TASK_LISTS = (
    ("tasks", "project.open_view_my_tasks_list_view", [("user_ids", "in", "uid"), *TASK_DOMAIN], TASK_ORDER),
    ("tasks", "project.open_view_all_tasks_list_view", TASK_DOMAIN, TASK_ORDER),
)


def list_first_page(db):
    number = tasks(db)
    pages = {}

    def show(lists):
        """Return the milliseconds for each of the lists."""
        times = []
        for login, xmlid, domain, order in lists:
            with db.as_user(login) as env:
                fields = screens.specification(env, xmlid)
                terms = [(*term[:2], env.uid) if term[2:] == ("uid",) else term for term in domain]
                model = env[env.ref(xmlid).sudo().model]
                with stopwatch(env) as watch:
                    page = model.web_search_read(terms, fields, limit=80, order=order or None, count_limit=10_001)
                pages[xmlid] = (len(page["records"]), page["length"])
                times.append(1000 * watch.seconds)
        return times

    for lists in (LISTS, TASK_LISTS):
        show(lists)  # fills the caches that a server keeps
    own, others = in_turn(lambda: show(LISTS), lambda: show(TASK_LISTS), REPETITIONS)
    for _login, xmlid, *_rest in LISTS:
        expect(f"{xmlid} shows rows", bool(pages[xmlid][0]), True)
    expect("rows of the leader's first page", pages[LISTS[1][1]][0], 80)
    expect("rows of the first page of all tasks", pages[TASK_LISTS[1][1]][0], 80)
    names = ("officer", "leader"), ("my tasks", "all tasks")
    remark = ", ".join(
        f"{name} {sorted(times)[len(times) // 2]:,.0f} ms"
        for of_side, side in zip(names, (own, others), strict=True)
        for name, times in zip(of_side, zip(*side, strict=True), strict=True)
    )
    return Figure(
        [sum(times) for times in own],
        [sum(times) for times in others],
        "ms",
        f"{remark}; {db.assignments:,} assignments, {number:,} tasks",
    )


def tasks(db):
    """Return the number of project tasks. If there are none, create as many as there are assignments."""
    with db.as_user("admin") as env:
        if not env["res.users"].search([("login", "=", "tasks")]):
            say(f"Making {db.assignments:,} tasks of projects …")
            make_tasks(env, db.assignments)
            env.cr.commit()
            databases.execute("VACUUM ANALYZE", database=db.database)
        return env["project.task"].search_count([])


def make_tasks(env, number):
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": "tasks",
                "login": "tasks",
                "group_ids": [Command.set(env.ref("project.group_project_user").ids)],
            }
        )
    )
    project = env["project.project"].create({"name": "Project", "privacy_visibility": "employees"})
    stages = env["project.task.type"].create([{"name": name} for name in ("New", "In progress", "Done")])
    project.type_ids = stages
    task = env["project.task"].create({"name": "Task", "project_id": project.id, "stage_id": stages[0].id})
    env.flush_all()
    projects = project | env["project.project"].create(
        [
            {"name": f"Project {n}", "privacy_visibility": "employees", "type_ids": [Command.set(stages.ids)]}
            for n in range(1, number // PROJECT)
        ]
    )
    env.flush_all()
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'project_task' AND column_name != 'id'"
    )
    values = {name: f'task."{name}"' for (name,) in env.cr.fetchall()} | {
        "name": "'Task ' || n",
        "project_id": "(%(projects)s)[1 + n %% %(count)s]",
        "stage_id": "(%(stages)s)[1 + n %% 3]",
        "state": "CASE WHEN n %% 3 = 2 THEN '1_done' ELSE '01_in_progress' END",
        "date_deadline": "now() + (n %% 365 - 180) * interval '1 day'",
        "sequence": "n %% 10",
    }
    env.cr.execute(
        f"""INSERT INTO project_task ({", ".join(f'"{name}"' for name in values)})
            SELECT {", ".join(values.values())} FROM project_task AS task, generate_series(1, %(number)s) AS n
             WHERE task.id = %(task)s""",
        {
            "projects": projects.ids,
            "count": len(projects),
            "stages": stages.ids,
            "number": number,
            "task": task.id,
        },
    )
    env.cr.execute(
        """INSERT INTO project_task_user_rel (task_id, user_id, stage_id)
           SELECT id, CASE WHEN id %% %s = 0 THEN %s ELSE %s END, NULL FROM project_task
               ON CONFLICT DO NOTHING""",
        [number // OWN, user.id, env.uid],
    )

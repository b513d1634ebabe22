"""What people and jobs do while the server or the database is killed, and what has to be true afterwards."""

import io
import json
import time
from base64 import b64encode
from collections import Counter
from contextlib import closing
from threading import Lock
from unittest.mock import patch

import openpyxl
import psycopg2

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.sql_db import db_connect

from odoo.addons.child_plan.models.unit import export
from odoo.addons.child_plan.models.work import plan_issuing
from odoo.addons.child_plan_paper.models import paper_making

REFORM = "Sắp xếp hai xã bỏ"  # the demonstration has others
WARDS, TASKS, ROWS = 12, 3, 6
SMALL = ((plan_issuing, "AT_ONCE", 4), (plan_issuing, "CHUNK", 7), (plan_issuing, "TOLD", 3))
SMALL += ((export, "AT_ONCE", 2), (paper_making, "AT_ONCE", 1), (paper_making, "CHUNK", 2))
JOBS = {
    "child.plan": "_cron_issue",
    "child.plan.import": "_cron_read",
    "child.plan.paper": "_cron_make",
    "child.plan.export": "_cron_write",
    "child.plan.journal.seal": "_cron_seal",
    "child.plan.assignment.rollup": "_cron_merge_changes",
}
TURNS = {model: Lock() for model in JOBS}  # the scheduler runs a job once at a time
DOCUMENT = """KẾ HOẠCH
Mở điểm đọc sách số {0}
I. NHIỆM VỤ
1. Mở điểm đọc sách trước ngày 30/11/2027.
II. TỔ CHỨC THỰC HIỆN
1. Xã Thử 1: chuẩn bị nhà.
"""


def small_chunks():
    """Do in many transactions what is otherwise one, so that a kill hits the midst of it."""
    for module, name, number in SMALL:
        patch.object(module, name, number).start()


def request(database, call, uid=SUPERUSER_ID):
    """Make `call(env)` in a transaction of its own, as the server does for a request."""
    with closing(db_connect(database).cursor()) as cr:
        env = api.Environment(cr, uid, {"lang": "vi_VN"})
        return retrying(lambda: call(env), env)


def make_world(env):
    """Create a district with an office, wards with an officer each, and an issued plan. Return their ids."""
    unit = env["child.plan.unit"].create
    district = unit({"name": "Huyện Thử", "kind": "authority", "level": "district"})
    below = {"parent_id": district.id, "level": "commune", "kind": "authority"}
    wards = unit([{**below, "name": f"Xã Thử {number}"} for number in range(1, WARDS + 1)])
    office = unit({**below, "name": "Phòng Thử", "kind": "department", "level": "district"})
    users = env["res.users"].with_context(no_reset_password=True)
    roles = {office: ("standing", "finance"), **{ward: ("officer",) for ward in wards}}
    for place, groups in roles.items():
        names = [env.ref(f"child_plan.child_plan_group_{group}").id for group in groups]
        vals = {"name": place.name, "login": f"killed{place.id}@example.com", "child_plan_unit_ids": [place.id]}
        users.create({**vals, "group_ids": [Command.set([env.ref("base.group_user").id, *names])]})
    world = {"office": office.user_ids.id, "district": district.id, "unit": office.id, "wards": wards.ids}
    plan = make_plan(env, world, due="2026-02-02")
    plan.action_issue()
    plan._cron_issue()
    return {**world, "plan": plan.id, "rows": plan.assignment_ids.ids}


def make_plan(env, world, due="2027-11-30", name="Kế hoạch thử"):
    units = [Command.create({"unit_id": ward, "role": "lead"}) for ward in world["wards"]]
    tasks = [Command.create({"name": f"Việc {number}", "due_on": due, "line_ids": units}) for number in range(TASKS)]
    period = {"period_start": "2026-01-01", "period_end": "2027-12-31"}
    vals = {"name": name, "issuer_id": world["district"], "standing_unit_id": world["unit"], **period}
    return env["child.plan"].create({**vals, "task_ids": tasks})


class Work:
    """The work of one thread, which alone writes for `wards`. `tell(row)` is called with what was acknowledged."""

    def __init__(self, database, world, wards, chance, tell):
        self.database, self.world, self.wards, self.chance, self.tell = database, world, wards, chance, tell

    def go_on(self):
        """Work until the process is killed."""
        ways = [
            self.issue,
            self.write,
            self.write,
            self.write,
            self.estimate,
            self.read,
            self.letters,
            self.list,
            self.reform,
            self.job,
        ]
        while True:
            try:
                self.chance.choice(ways)()
            except (psycopg2.Error, UserError):  # the database is away; somebody else was first
                time.sleep(0.05)
            except Exception as error:  # noqa: BLE001 - nothing else may come out of a request
                if not isinstance(error.__cause__, psycopg2.Error):  # the database was away while a page was made
                    self.tell({"error": repr(error)})

    def _as(self, call, user="office"):
        return request(self.database, call, self.world.get(user, user))

    def issue(self):
        plan = self._as(lambda env: make_plan(env, self.world).id)
        self._as(lambda env: env["child.plan"].browse(plan).action_issue())
        self.tell({"issued": plan})
        self._job("child.plan")

    def write(self):
        """Record progress on several rows of a ward at once."""
        text, ward = f"Kết quả {self.chance.getrandbits(60)}", self.chance.choice(self.wards)

        def call(env):
            user = env["child.plan.unit"].sudo().browse(ward).user_ids
            rows = env["child.plan.assignment"].with_user(user).search([("plan_id", "=", self.world["plan"])])
            rows.filtered(lambda row: row.state == "assigned").action_start()
            rows.write({"progress": self.chance.randrange(1, 99), "result": text})
            return rows.ids

        self.tell({"text": text, "ward": ward, "rows": self._as(call)})

    def estimate(self):
        """Take in an estimate table of a plan. The same one again must add nothing."""
        book, data = openpyxl.Workbook(), io.BytesIO()
        book.active.append(["STT", "Nội dung", "Thành tiền"])
        for number in range(ROWS):
            book.active.append([number + 1, f"Mục {number}", 1_000_000])
        book.save(data)

        def call(env):
            source = env.ref("child_plan_budget.child_plan_funding_source_district").id
            vals = {"kind": "estimate", "year": 2026, "plan_id": self.world["plan"], "source_id": source}
            wizard = env["child.plan.budget.import"].create({**vals, "file": b64encode(data.getvalue())})
            wizard.action_apply()
            assert not wizard.problems, wizard.problems

        self._as(call)
        self.tell({"estimate": True})

    def read(self):
        data = b64encode(DOCUMENT.format(self.chance.getrandbits(60)).encode())
        vals = {"document": data, "filename": "a.txt", "issuer_id": self.world["district"]}
        self.tell({"document": self._as(lambda env: env["child.plan.import"].create(vals).id)})
        self._job("child.plan.import")

    def letters(self):
        def call(env):
            late = env["child.plan.assignment"].search([("plan_id", "=", self.world["plan"])], limit=8)
            papers = late.action_write_reminders()
            return env["child.plan.paper"].search(papers.get("domain") or [("id", "=", papers["res_id"])]).ids

        self.tell({"papers": self._as(call)})
        self._job("child.plan.paper")

    def list(self):
        fields = [{"name": "display_name", "label": "Tên"}, {"name": "state", "label": "Trạng thái"}]
        asked = {
            "model": "child.plan.assignment",
            "ids": self.world["rows"],
            "domain": [],
            "fields": fields,
            "groupby": [],
        }
        asked |= {"context": {}, "import_compat": False, "title": "Giao việc", "filters": ""}

        def call(env):
            mine = env["child.plan.export"]
            waiting = mine.search_count([("state", "=", "waiting")])
            return waiting < 2 and mine.begin(asked)["res_id"]

        if made := self._as(call):
            self.tell({"list": made})
        self._job("child.plan.export")

    def reform(self):
        """Merge two communes with open work into a new one."""

        def prepare(env):
            district = env["child.plan.unit"].browse(self.world["district"])
            commune = {"parent_id": district.id, "level": "commune", "kind": "authority"}
            pair = env["child.plan.unit"].create([{**commune, "name": f"Xã Bỏ {number}"} for number in (1, 2)])
            make_plan(env, {**self.world, "wards": pair.ids}, name="Kế hoạch của xã bỏ")._issue()
            vals = {"name": REFORM, "authority_id": district.id, "day": "2026-01-01"}
            row = env["child.plan.reorganisation"].create(vals)
            new = {"name": f"Xã Mới {row.id}", "parent_id": district.id}
            row._add_lines([{"unit_id": unit.id, "kind": "merge", "new": new} for unit in pair])
            return row.id

        row = request(self.database, prepare)
        request(self.database, lambda env: env["child.plan.reorganisation"].browse(row).action_apply())
        self.tell({"reformed": row})

    def job(self):
        self._job(self.chance.choice(list(JOBS)))

    def _job(self, model):
        with TURNS[model]:
            request(self.database, lambda env: getattr(env[model], JOBS[model])())


def finish(database, told):
    """Let the jobs do what is left, as after a restart. Return what is lost, there twice or does not agree.

    There is no scheduler here: files whose worker died are taken at once, and no job is told to be late.
    """
    for _ in range(3):
        for later in ("child_plan_import SET reading_since = NULL", "ir_cron SET nextcall = now() + interval '1 day'"):
            request(database, lambda env, later=later: env.cr.execute(f"UPDATE {later}"))
        for model, job in JOBS.items():
            request(database, lambda env, model=model, job=job: getattr(env[model], job)())
    return request(database, lambda env: _wrong(env, told))


def _wrong(env, told):
    check = env["child.plan.check"].create({"kind": "all"})
    check._run()
    found = [line for line in check.result.splitlines() if check.problem_count and not line.startswith("✓")]
    found += _wrong_plans(env) + _wrong_texts(env, told) + _wrong_reforms(env, told)
    found += [row["error"] for row in told if "error" in row]
    lost = {"issued": "child.plan", "document": "child.plan.import", "papers": "child.plan.paper"}
    for key, model in {**lost, "list": "child.plan.export"}.items():
        ids = [id_ for row in told if key in row for id_ in (row[key] if key == "papers" else [row[key]])]
        rows = env[model].browse(ids).exists()
        found += [f"{len(ids) - len(rows)} of {model} are lost"] if len(rows) < len(set(ids)) else []
        states = Counter(rows.mapped("state"))
        waiting = {"issuing", "draft"} if key == "issued" else {"making", "reading", "waiting", "failed"}
        found += [f"{model}: {dict(states)}"] if waiting & set(states) else []
    lines = env["child.plan.budget.line"].search_count(
        [("name", "like", "Mục "), ("plan_id.name", "=", "Kế hoạch thử")]
    )
    found += [f"{lines} lines of an estimate of {ROWS}"] if lines not in (0, ROWS) else []
    return found


def _wrong_plans(env):
    found = []
    for plan in env["child.plan"].search([("name", "=", "Kế hoạch thử")]):
        pairs = Counter((row.task_id.id, row.unit_id.id) for row in plan.assignment_ids)
        wanted = WARDS * TASKS if plan.state == "issued" else 0
        if len(pairs) != wanted or set(pairs.values()) - {1}:
            found.append(f"plan {plan.id} {plan.state}: {len(pairs)} pairs of {wanted}, {sum(pairs.values())} rows")
    return found


def _wrong_reforms(env, told):
    """A reorganisation was applied as a whole, or not at all."""
    found, applied = [], {row["reformed"] for row in told if "reformed" in row}
    changes = env["child.plan.reorganisation.change"]
    for row in env["child.plan.reorganisation"].search([("name", "=", REFORM)]):
        old, new = row.line_ids.unit_id, row.new_unit_ids.unit_id
        still_open = [("state", "=", "not_started"), ("unit_id", "in")]
        left, made = (
            env["child.plan.assignment"].search_count([still_open[0], (*still_open[1], units.ids)])
            for units in (old, new)
        )
        kept = changes.search_count([("reorganisation_id", "=", row.id)])
        wanted = (0, TASKS, True, 2) if row.state == "applied" else (2 * TASKS, 0, False, 0)
        if (left, made, bool(kept), len(old.filtered("valid_to"))) != wanted or (row.state, row.id in applied) == (
            "draft",
            True,
        ):
            found.append(f"reorganisation {row.id} {row.state}: {left} left, {made} made, {kept} kept")
    return found


def _wrong_texts(env, told):
    """The last text that was acknowledged stands there, or one written after it; one write stands in all its rows."""
    found, last = [], {}
    for number, row in enumerate(told):
        if "text" in row:
            last[row["ward"]] = number
    for number in last.values():
        rows = env["child.plan.assignment"].browse(told[number]["rows"])
        texts = set(rows.mapped("result"))
        if len(texts) != 1:
            found.append(f"a write in part: {texts}")
        journal = env["child.plan.journal"].search_count([("assignment_id", "in", rows.ids)])
        found += ["no journal"] if not journal else []
        earlier = {row["text"] for row in told[:number] if row.get("ward") == told[number]["ward"]}
        found += [f"lost: {told[number]['text']}"] if texts & (earlier - {told[number]["text"]}) else []
    return found


def read_told(text):
    """Return the acknowledgements, without the last line if the process died while it wrote it."""
    rows = []
    for line in text.splitlines(keepends=True):
        if line.endswith("\n"):
            rows.append(json.loads(line))
    return rows

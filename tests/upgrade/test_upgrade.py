"""An update from every earlier version keeps rights, figures, journal, money and files. See README.md."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import archive
import differences
import pytest

from devenv import base, databases, postgres

HERE = Path(__file__).parent
VERSIONS = sorted(path.stem for path in (HERE / "before").glob("*.json"))
# Those with the most to migrate: the first one, and the last one in which everything was one addon.
SHORT = ("19.0.1.0.0", "19.0.4.0.0")
LONG = bool(os.environ.get("CHILD_PLAN_LONG"))
# version from which an addon was there, or was part of the core
ADDONS = {
    "child_plan": "19.0.1.0.0",
    "child_plan_budget": "19.0.1.0.0",
    "child_plan_document": "19.0.1.0.0",
    "child_plan_document_budget": "19.0.1.0.0",
    "child_plan_national": "19.0.1.0.0",
    "child_plan_paper": "19.0.7.0.0",
    "child_plan_paper_budget": "19.0.7.0.0",
    "child_plan_cascade": "19.0.8.0.0",
    "child_plan_unit_vn": "19.0.8.0.0",
}
DESCRIBE = """
import json
from freezegun import freeze_time
with freeze_time("{today} 05:00:00", tick=True):
    print("AFTER", json.dumps(describe(env, "{today}"), ensure_ascii=False))
"""
# A server that is started after the update runs what is due; then everything is in order.
JOBS = """
from datetime import timedelta
jobs = env["ir.cron"].search([("model_id.model", "=like", "child.plan%")])
jobs.write({"nextcall": env.cr.now() - timedelta(hours=1)})
for job in jobs:
    job.method_direct_trigger()
    env.cr.commit()
env["ir.cron"].search([]).write({"nextcall": "2100-01-01 00:00:00"})
check = env["child.plan.check"].create({"kind": "all"})
check._run()
env.cr.commit()
print("CHECKED", check.problem_count, check.result)
"""


@pytest.fixture(scope="module", params=VERSIONS if LONG else SHORT)
def version(request):
    return request.param


@pytest.fixture(scope="module")
def before(version):
    return json.loads((HERE / "before" / f"{version}.json").read_text())


@pytest.fixture(scope="module")
def updated(version, tmp_path_factory):
    """(a database of that version, updated as the guide says; the log of the update)"""
    folder = tmp_path_factory.mktemp("dump")
    archive.unpack(folder, version)
    with databases.scratch("upgrade", lambda: "template0") as name:
        connection = postgres.connect(name)
        with connection.cursor() as cursor:
            archive.load(cursor, (folder / version / archive.SQL).read_text())
        connection.close()
        databases.execute("ANALYZE", database=name)
        shutil.copytree(folder / version / archive.FILES, databases.FILESTORE / name)
        log = odoo("-d", name, "--update=child_plan", "--i18n-overwrite", "--stop-after-init").stderr
        yield name, log


@pytest.fixture(scope="module")
def after(updated, before):
    printed = shell(updated[0], (HERE / "describe.py").read_text() + DESCRIBE.format(today=before["today"]))
    return json.loads(printed.partition("AFTER ")[2].splitlines()[0])


def odoo(*options, stdin=None):
    command = [sys.executable, "-m", "odoo", *options, "--no-http"]
    done = subprocess.run(command, input=stdin, text=True, capture_output=True, cwd=base.ROOT)
    assert done.returncode == 0, done.stderr[-5000:]
    return done


def shell(database, code):
    done = odoo("shell", "-d", database, "--log-level=warn", stdin=code)
    assert "Traceback" not in done.stderr, done.stderr[-5000:]
    return done.stdout


def test_the_update_warns_of_nothing(updated):
    assert "Modules loaded." in updated[1]
    wrong = [line for line in updated[1].splitlines() if re.search(r" (WARNING|ERROR|CRITICAL) ", line)]
    assert not wrong, "\n".join(wrong[:20])


def test_everything_is_kept(version, before, after):
    """Who reads what, what the leader's page shows, today and thirty days before, every row of the journal, every sum
    and every file; but for what differs on purpose.
    """
    found = differences.between(before, after, version)
    assert not found, "\n".join(found[:40])


def test_what_is_allowed_to_differ_does_differ(version, before, after):
    """A reason that no longer applies is not left in the list, where it would hide what it was not meant for."""
    assert not differences.unused(before, after, version)


def test_the_world_has_something_of_everything(before):
    assert len(before["users"]) == 10
    assert len(before["journal"]) > 40
    assert {row["state"] for row in before["work"].values()} == {
        "not_started", "in_progress", "submitted", "returned", "done", "suspended", "cancelled",
    }  # fmt: skip
    assert {plan["state"] for plan in before["plans"].values()} == {"draft", "issued", "closed"}
    assert all(before[name] for name in ("money", "files", "messages", "targets"))
    assert before["reports"] or "child.plan.report" not in before["rows"]


def test_all_addons_are_there(version, after):
    wanted = {addon for addon, since in ADDONS.items() if version >= since}
    assert wanted <= set(after["addons"])


def test_the_jobs_run_and_the_check_finds_nothing(updated, after):
    printed = shell(updated[0], JOBS).partition("CHECKED ")[2]
    problems, _, words = printed.partition(" ")
    assert problems == "0", words

"""``python -m document FILE`` prints the JSON of SCHEMA.md and says in a sentence what it cannot read."""

import json
import os
import subprocess
import sys

from reading import KEYS, PLANS

ADDON = PLANS.parents[2] / "addons" / "child_plan_document"


def run(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(ADDON), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "document", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


def test_json_is_printed():
    result = run(PLANS / "so-y-te.txt")
    assert result.returncode == 0
    assert set(KEYS) <= set(json.loads(result.stdout))


def test_report_rows_have_the_three_keys_of_the_schema():
    """They are compared as one text, so other keys stand in ``reporting_places``."""
    plan = json.loads(run(PLANS / "so-y-te.txt").stdout)
    assert [list(row) for row in plan["reporting"]] == [["due", "frequency", "recipient"]] * 2
    assert len(plan["reporting_places"]) == 2


def test_what_cannot_be_read_is_said(tmp_path):
    path = tmp_path / "empty.docx"
    path.write_bytes(b"")
    result = run(path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "empty.docx: This file is empty or holds no text.\n"
    assert run(tmp_path / "missing.txt").returncode == 1
    assert run().returncode == 2

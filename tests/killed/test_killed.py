"""Server and database are killed at random points: nothing acknowledged is lost or there twice, and sums are right.

`bin/test --long` kills two hundred times, and prints what it found.
"""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from devenv import backup, databases

LONG = bool(os.environ.get("CHILD_PLAN_LONG"))
ROUNDS = 200 if LONG else 4
SEED = date.today().toordinal()  # other points each day


def test_kills_lose_nothing(tmp_path):
    with databases.scratch("kills") as name:
        assert backup.main([name, str(tmp_path / "plans.tar")]) == 0
    (tmp_path / "postgres").mkdir()
    program = Path(__file__).with_name("kill_rounds.py")
    command = [sys.executable, program, tmp_path / "plans.tar", tmp_path / "postgres", str(ROUNDS), str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert not done.returncode, done.stderr[-3000:]
    result = json.loads(done.stdout.splitlines()[-1])
    print(f"{ROUNDS} kills: {result['rounds']}, {result['acknowledged']} acknowledged, {len(result['wrong'])} wrong")
    assert not result["wrong"], result["wrong"]
    assert result["acknowledged"]

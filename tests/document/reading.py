"""What the tests compare of a reading."""

import json
import os
from pathlib import Path

PLANS = Path(__file__).resolve().parent / "plans"
SHARED = Path(os.environ["CHILD_PLAN_SHARED"]) if os.environ.get("CHILD_PLAN_SHARED") else None
KEYS = {
    "bases": ("number", "date"),
    "targets": ("section", "text", "comparator", "value", "unit"),
    "activities": ("section", "text"),
    "units": ("section", "name", "requested", "standing", "collective"),
    "tasks": ("section", "unit", "coordinating", "text", "role", "deadline", "recurrence"),
    "funding": ("text", "source"),
    "reporting": ("due", "frequency", "recipient"),
}
FIELDS = ("title", "number", "issued_on", "place", "issuer", "level", "period", "recipients", "signatory")


def facts(plan):
    """The keys of SCHEMA.md, without places and doubts."""
    values = plan.as_dict()
    rows = {key: [{column: row[column] for column in columns} for row in values[key]] for key, columns in KEYS.items()}
    return {field: values[field] for field in FIELDS} | rows


def differences(got, want):
    """What differs, key by key, for a message that can be read."""
    found = {}
    for key in want:
        if got[key] == want[key]:
            continue
        if isinstance(want[key], list):
            missed, extra = [r for r in want[key] if r not in got[key]], [r for r in got[key] if r not in want[key]]
            found[key] = {"missed": missed, "extra": extra}
        else:
            found[key] = {"got": got[key], "want": want[key]}
    return found


def own_plans():
    """The plans written for these tests."""
    return sorted(PLANS.glob("*.txt"))


def shared_plans():
    """The five plans of the project, where they are there."""
    return sorted((SHARED / "plans").glob("*.txt")) if SHARED else []


def gold(path):
    return json.loads((path.parent / "gold" / f"{path.stem}.json").read_text("utf-8"))

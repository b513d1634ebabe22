"""What differs before and after an update, and what of that is on purpose."""

import re

# (versions from which it differs, what differs, why)
BEFORE_DAYS_OFF = ("19.0.1.0.0", "19.0.2.0.0", "19.0.3.0.0", "19.0.4.0.0", "19.0.5.0.0")
ON_PURPOSE = [
    (
        BEFORE_DAYS_OFF,
        r"users/\w+/(statuses|page/(measures|units/[^/]+|plans/\d+|levels/\w+))/(done_late|done_on_time)",
        "19.0.6: a deadline on a day off is met on the working day after it; one piece of work was met so",
    ),
    (
        BEFORE_DAYS_OFF,
        r"plans/4/number",
        "19.0.6: a number is that of one plan of its issuer and year; the later plan is told apart",
    ),
    (
        ("19.0.1.0.0",),
        r"money/1/(index|note)",
        "19.0.2: words of the budget index become codes where the lists have them, and are kept in the note",
    ),
    (
        BEFORE_DAYS_OFF[1:],
        r"users/quantri/reads/child\.plan\.import",
        "19.0.6: the administrator of units reads the documents that name a unit which is not there yet",
    ),
]


def flat(value, path=""):
    """Return ``{path: value}`` of all that is not a dictionary."""
    if not isinstance(value, dict):
        return {path: value}
    found = {}
    for key, below in value.items():
        found.update(flat(below, f"{path}/{key}" if path else key))
    return found


def pairs(before, after):
    """Yield (path, value before, value after) of what is not the same. Rows that the update has made are none of it:
    an entry in the journal, for instance, of what it changed.
    """
    old, new = flat(before), flat(after)
    for path in sorted(old.keys() | {path for path in new if gained(path, before, old)}):
        values = old.get(path), new.get(path)
        if "/reads/" in path and values[1]:
            there = before["rows"][path.rpartition("/")[2]]
            values = values[0], [row for row in values[1] if str(row) in there]
        if path != "addons" and values[0] != values[1]:
            yield path, *values


def gained(path, before, old):
    """Return whether ``path`` is a right or figure that a user did not have, though the version knew what it is of."""
    of, *names = path.split("/")
    if of != "users" or len(names) < 3:
        return False
    _user, kind, name, *_rest = names
    if kind == "reads":
        return name in before["rows"]
    return "/".join((of, *names[:2])) not in old and name != "measures"


def reasons(version):
    return [(re.compile(pattern), why) for versions, pattern, why in ON_PURPOSE if version in versions]


def between(before, after, version):
    allowed = reasons(version)
    return [
        f"{path}: {old} → {new}"
        for path, old, new in pairs(before, after)
        if not any(pattern.fullmatch(path) for pattern, _why in allowed)
    ]


def unused(before, after, version):
    paths = [path for path, _old, _new in pairs(before, after)]
    return [why for pattern, why in reasons(version) if not any(map(pattern.fullmatch, paths))]

"""What differs before and after an update, and what of that is on purpose."""

import re

# (versions from which it differs, what differs, why)
ON_PURPOSE = []


def flat(value, path=""):
    """Return ``{path: value}`` of all that is not a dictionary."""
    if not isinstance(value, dict):
        return {path: value}
    found = {}
    for key, below in value.items():
        found.update(flat(below, f"{path}/{key}" if path else key))
    return found


def pairs(before, after):
    """Yield (path, value before, value after) of what is not the same; what is new is none of it."""
    old, new = flat(before), flat(after)
    for path, value in old.items():
        if new.get(path) != value:
            yield path, value, new.get(path)


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

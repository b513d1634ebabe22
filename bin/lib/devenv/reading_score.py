"""Compares the reading of a plan document with that of a careful person.

Rows of a key are matched one to one, the most similar first. Two texts are compared by the letter triples that they
share (without diacritics and punctuation); they match from `ALIKE` on, in a scan from `ALIKE_OCR` on. A matched row
loses an equal share for each wrong column, and counts nothing if its unit or figure is wrong. The score of a key is the
F1 of its rows. The score of a document is the mean, by `WEIGHTS`, of its keys (those with rows in either reading) and
of the share of correct header fields.
"""

import unicodedata
from collections import Counter

ALIKE, ALIKE_OCR = 0.80, 0.55
FIELDS = ("title", "number", "issued_on", "place", "issuer", "level", "period", "signatory")
WEIGHTS = Counter({"header": 2, "tasks": 3, "units": 2, "targets": 2})
DECISIVE = {"tasks": "unit", "targets": "value"}
LOOSE = {"text", "name", "unit", "title", "issuer", "place", "recipient"}  # columns compared by similarity
# The column by which rows are matched (None: all of them), and the columns that are then compared.
COLUMNS = {
    "bases": ("number", ["date"]),
    "targets": ("text", ["section", "comparator", "value", "unit"]),
    "activities": ("text", ["section"]),
    "units": ("name", ["section", "requested", "standing", "collective"]),
    "tasks": ("text", ["section", "unit", "coordinating", "role", "deadline", "recurrence"]),
    "funding": ("text", ["source"]),
    "reporting": (None, ["due", "frequency", "recipient"]),
    "recipients": (None, []),
}


def score(got, want, ocr=False):
    """Return {"score", "keys": {key: share}, "faults": [line]} of the reading ``got``; ``want`` is the correct one."""
    alike = ALIKE_OCR if ocr or want.get("ocr") else ALIKE
    wrong = [field for field in FIELDS if not _field_agrees(field, got.get(field), want.get(field), alike)]
    shares = {"header": 1 - len(wrong) / len(FIELDS)}
    faults = [f"header {field}: {got.get(field)!r}" for field in wrong]
    for key in COLUMNS:
        read, right = got.get(key) or [], want.get(key) or []
        if read or right:
            shares[key], said = _key_score(key, read, right, alike)
            faults += [f"{key} {fault}" for fault in said]
    weight = {key: WEIGHTS[key] or 1 for key in shares}
    total = sum(weight[key] * shares[key] for key in shares) / sum(weight.values())
    return {"score": total, "keys": shares, "faults": faults}


def plain(value):
    """Return only letters and digits, in lower case, without diacritics."""
    text = unicodedata.normalize("NFD", str(value or "").lower().replace("đ", "d"))
    return "".join(filter(str.isalnum, text))


def triples(value):
    padded = f"  {plain(value)} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one, other):
    """Return the Dice coefficient of two results of `triples`."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _exactly(one, other):
    """Compare exactly, ignoring case, accents and punctuation if there are letters or digits to compare."""
    if isinstance(one, str) and isinstance(other, str) and (plain(one) or plain(other)):
        return plain(one) == plain(other)
    return one == other


def _loosely(one, other, alike):
    if isinstance(one, str) and isinstance(other, str):
        return _exactly(one, other) or likeness(triples(one), triples(other)) >= alike
    return one == other


def _field_agrees(field, got, want, alike):
    if field == "signatory":
        got, want = got or {}, want or {}
        return bool(got) == bool(want) and all(_loosely(got.get(part), want[part], alike) for part in want)
    if field in LOOSE:
        return _loosely(got, want, alike) if got and want else got == want
    if isinstance(got, dict) or isinstance(want, dict):
        return got == want
    return _exactly(got, want)


def _column_agrees(column, got, want, alike):
    if column == "coordinating":
        got, want = got or [], want or []
        return len(got) == len(want) and all(any(_loosely(a, b, alike) for a in got) for b in want)
    if column in LOOSE:
        return _loosely(got, want, alike)
    if column == "value" and not isinstance(got, str) and got is not None:
        return abs(got - want) < 1e-9
    if column == "section":
        return (got or "").strip(".") == (want or "").strip(".")
    return _exactly(got, want)


def _shown(row, column=None):
    """Return the words that identify a row in messages."""
    if not isinstance(row, dict):
        return str(row)
    return str(row.get(column) or "") if column else " ".join(map(str, row.values()))


def _pairs(got, want, column, alike):
    """Return [(index in got, index in want)], each index once, the most similar pairs first."""
    read = [(plain(shown), triples(shown)) for shown in (_shown(row, column) for row in got)]
    right = [(plain(shown), triples(shown)) for shown in (_shown(row, column) for row in want)]
    candidates = []
    for i, (word, parts) in enumerate(read):
        for j, (true_word, true_parts) in enumerate(right):
            near = 1.0 if word == true_word else likeness(parts, true_parts)
            if near >= alike:
                same = sum(_exactly(got[i].get(c), want[j][c]) for c in want[j]) if isinstance(want[j], dict) else 0
                candidates.append((near, same, -abs(i - j), i, j))
    free_got, free_want, pairs = set(range(len(got))), set(range(len(want))), []
    for *_, i, j in sorted(candidates, reverse=True):
        if i in free_got and j in free_want:
            free_got.remove(i)
            free_want.remove(j)
            pairs.append((i, j))
    return pairs


def _key_score(key, got, want, alike):
    """Return (F1, [fault])."""
    column, columns = COLUMNS[key]
    pairs = _pairs(got, want, column, 0.999 if key == "bases" else alike)
    credit, faults = 0.0, []
    for i, j in pairs:
        asked = [name for name in columns if name in want[j]]
        bad = [name for name in asked if not _column_agrees(name, got[i].get(name), want[j][name], alike)]
        credit += 0 if DECISIVE.get(key) in bad else 1 - len(bad) / (len(asked) + 1)
        faults += [f"{n}: {got[i].get(n)!r} for {want[j][n]!r} at {_shown(want[j], column)[:60]!r}" for n in bad]
    matched_got, matched_want = {i for i, _ in pairs}, {j for _, j in pairs}
    faults += [f"missed: {_shown(row)[:110]}" for j, row in enumerate(want) if j not in matched_want]
    faults += [f"extra: {_shown(row)[:110]}" for i, row in enumerate(got) if i not in matched_got]
    return 2 * credit / (len(got) + len(want)), faults

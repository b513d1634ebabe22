"""Two versions of a plan laid side by side: which item is which, what is new, what is gone.

Items are paired by their words, the most alike first; that they stand at the same unit or in the same section counts
for them. The order of the items counts for nothing but to tell equal ones apart.
"""

from typing import NamedTuple

from rapidfuzz import fuzz, process

from .fold import key as folded

# (bonus, least likeness of the words) of a pair, by (same unit, same section).
_PAIRS = {(True, True): (0.15, 0.5), (True, False): (0.1, 0.6), (False, True): (0.05, 0.7), (False, False): (0.0, 0.8)}
_LEAST = min(least for _, least in _PAIRS.values())


class Item(NamedTuple):
    """A task, activity, target. ``key``: the caller's own; ``facts``: what else may change (deadline, role, value)."""

    key: str
    text: str
    unit: str | None = None
    section: str | None = None
    facts: tuple = ()


class Change(NamedTuple):
    """``kind``: ``same``, ``changed``, ``added`` or ``removed``; ``old``, ``new``: indexes, None where there is none.

    A section that is only numbered anew is no change. ``likeness``: of the words, 0 to 1.
    """

    kind: str
    old: int | None
    new: int | None
    likeness: float


def compare(old, new):
    """[Change]: in the order of ``new``, what was removed at the end; every index of both stands in one row."""
    pairs = _pairs(old, new)
    rows = []
    for j, item in enumerate(new):
        if j not in pairs:
            rows.append(Change("added", None, j, 0.0))
            continue
        i, likeness = pairs[j]
        rows.append(Change("same" if _same(old[i], item) else "changed", i, j, round(likeness, 3)))
    kept = {i for i, _ in pairs.values()}
    return rows + [Change("removed", i, None, 0.0) for i in range(len(old)) if i not in kept]


def _same(a, b):
    return (
        " ".join(a.text.split()) == " ".join(b.text.split()) and a.unit == b.unit and tuple(a.facts) == tuple(b.facts)
    )


def _pairs(old, new):
    """{index in new: (index in old, likeness)}, one to one, the best pairs first."""
    texts = [folded(item.text) for item in old]
    found = []
    for j, item in enumerate(new):
        for _, score, i in process.extract(
            folded(item.text), texts, scorer=fuzz.ratio, score_cutoff=100 * _LEAST, limit=None
        ):
            bonus, least = _PAIRS[item.unit == old[i].unit, item.section == old[i].section]
            if score >= 100 * least:
                value = score / 100 + bonus + 0.02 * _same(old[i], item)
                found.append((-value, abs(i - j), min(i, j), i, j, score / 100))
    pairs, taken = {}, set()
    for *_, i, j, likeness in sorted(found):
        if j not in pairs and i not in taken:
            pairs[j] = (i, likeness)
            taken.add(i)
    return pairs

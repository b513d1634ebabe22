"""Small counts that must not be shown, and what has to be hidden with them so that nobody can work them out.

What is shown of a tree of counts is a system of equations: each unit is the sum of the units below it. A single hidden
count among known ones is found by subtraction, and two that add up to 2 must be 1 and 1. So a group of units below a
shown sum hides as many further counts as it takes for every hidden one to keep a range of at least ``threshold``
possible values; below a hidden unit everything is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping


def hidden(counts: Mapping[Hashable, float | None], parents: Mapping[Hashable, Hashable], threshold: int) -> set:
    """The units whose count must not be shown to somebody who needs only the sum.

    ``counts`` are whole numbers that add up along ``parents`` (unit: the unit above it, missing at the top); None is no
    data, which tells nothing and stays as it is. Counts from 1 to ``threshold - 1`` are small. Zero is not, but is
    hidden too where nothing else protects its neighbours.
    """
    below = defaultdict(list)
    for unit in counts:
        if counts[unit] is not None:
            below[parents.get(unit)].append(unit)
    result = {unit for unit in below[None] if _small(counts[unit], threshold)}
    todo = list(below[None])
    while todo:
        unit = todo.pop()
        children = below[unit]
        todo += children
        result.update(children if unit in result else _to_hide(children, counts, threshold))
    return result


def _small(count, threshold):
    return 0 < count < threshold


def _to_hide(group, counts, threshold):
    """Those of ``group`` to hide while its sum is shown.

    Of n hidden counts that are known to be at least 1 and to add up to R, each may be 1 to R - n + 1.
    """
    chosen = [unit for unit in group if _small(counts[unit], threshold)]
    if not chosen:
        return []
    others = sorted((unit for unit in group if counts[unit] >= threshold), key=lambda unit: (counts[unit], str(unit)))
    while len(chosen) < 2 or sum(counts[unit] for unit in chosen) - len(chosen) < threshold:
        if not others:
            return group
        chosen.append(others.pop(0))
    return chosen

"""Finds small counts that must not be shown, and further counts to hide so that nobody can compute them.

A tree of counts is a system of equations: each unit is the sum of the units below it. A single hidden count among known
ones can be computed by subtraction, and two that add up to 2 must both be 1. So among units below a visible sum,
further counts are hidden until each hidden count can still have at least ``threshold`` different values. Below a hidden
unit everything is hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping


def hidden(counts: Mapping[Hashable, float | None], parents: Mapping[Hashable, Hashable], threshold: int) -> set:
    """Return the units whose count must not be shown to readers who need only the sum.

    :param counts: whole numbers by unit; None means no data, which reveals nothing and stays visible
    :param parents: ``{unit: the unit above it}``, without the topmost; counts add up along it
    :param threshold: counts from 1 to ``threshold - 1`` are small. Zero is not, but is hidden too where nothing else
        protects its neighbours.
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
    """Return those of ``group`` to hide while its sum is shown.

    Of n hidden counts that are at least 1 and add up to R, each can be anything from 1 to R - n + 1.
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

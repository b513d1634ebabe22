"""Measuring in turn, and what comes out of it."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from types import SimpleNamespace


class Wrong(Exception):
    """What was counted is not what it should be."""


@dataclass
class Figure:
    """What the repetitions measured, for us and for the baseline."""

    values: list[float]
    baselines: list[float]
    unit: str
    remark: str = ""

    @property
    def value(self):
        return round(median(self.values))

    @property
    def baseline(self):
        return round(median(self.baselines))

    @property
    def ratio(self):
        return round(median(self.values) / median(self.baselines), 2)

    @staticmethod
    def spread(numbers):
        return f"{min(numbers):,.0f}–{max(numbers):,.0f}"


def in_turn(measure, baseline, repetitions):
    """The results of ``measure()`` and of ``baseline()``, called A B A B …, as two lists."""
    pairs = [(measure(), baseline()) for _ in range(repetitions)]
    return [list(results) for results in zip(*pairs, strict=True)]


@contextmanager
def stopwatch(env):
    """Measure what happens to ``env`` in the block, with everything written: ``.seconds`` and ``.queries`` after it."""
    env.flush_all()
    env.invalidate_all()
    watch = SimpleNamespace()
    queries, start = env.cr.sql_log_count, time.perf_counter()
    yield watch
    env.cr.flush()
    watch.seconds, watch.queries = time.perf_counter() - start, env.cr.sql_log_count - queries


def expect(what, found, expected):
    if found != expected:
        raise Wrong(f"{what}: {found}, should be {expected}")

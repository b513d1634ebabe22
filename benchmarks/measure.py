"""Takes alternating measurements and summarises them."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from types import SimpleNamespace

PASSWORD = "benchmarks alone"  # of the users that log in over HTTP


class Wrong(Exception):
    """A count differs from what it should be."""


@dataclass
class Figure:
    """The measurements of all repetitions, for our code and for the baseline."""

    values: list[float]
    baselines: list[float]
    unit: str
    remark: str = ""

    @property
    def value(self):
        return self._rounded(self.values)

    @property
    def baseline(self):
        return self._rounded(self.baselines)

    def _rounded(self, numbers):
        return round(median(numbers), 1 if self.unit == "s" else None)

    @property
    def ratio(self):
        return round(median(self.values) / median(self.baselines), 2)

    @staticmethod
    def spread(numbers):
        return f"{min(numbers):,.0f}–{max(numbers):,.0f}"


def in_turn(measure, baseline, repetitions):
    """Call ``measure()`` and ``baseline()`` in turn, A B A B …; return their results as two lists."""
    pairs = [(measure(), baseline()) for _ in range(repetitions)]
    return [list(results) for results in zip(*pairs, strict=True)]


@contextmanager
def stopwatch(env):
    """Measure the block, including a flush: ``.seconds`` and ``.queries`` are set after it."""
    env.flush_all()
    env.invalidate_all()
    watch = SimpleNamespace()
    queries, start = env.cr.sql_log_count, time.perf_counter()
    yield watch
    env.cr.flush()
    watch.seconds, watch.queries = time.perf_counter() - start, env.cr.sql_log_count - queries


def expect(what, actual, expected):
    if actual != expected:
        raise Wrong(f"{what}: {actual}, should be {expected}")

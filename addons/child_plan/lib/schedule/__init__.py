"""When steps that wait for one another can be expected. Dates in, dates out: no Odoo in here."""

from .expected import Expected, DependencyCycle, Step, expect, find_cycle, situation
from .graph import ALL, ROW, Milestone, Reached, steps

__all__ = [
    "ALL",
    "ROW",
    "Expected",
    "Milestone",
    "Reached",
    "DependencyCycle",
    "Step",
    "expect",
    "ring",
    "situation",
    "steps",
]

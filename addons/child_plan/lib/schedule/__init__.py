"""Computes when steps that wait for one another can be expected. Imports no Odoo."""

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

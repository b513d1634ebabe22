"""The states of an assignment, and who may change one into another.

``unit`` is an officer of the unit that has the work, or somebody who may decide on the plan and records what the unit
reports by telephone. ``decider`` is the plan's standing office or a leader of its issuer. A standing office does not
decide on its own unit's work, its leader does; the model checks that.
"""

from __future__ import annotations

from dataclasses import dataclass

STATES = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "submitted": "Waiting for confirmation",
    "done": "Done",
    "returned": "Returned for rework",
    "suspended": "Suspended",
    "cancelled": "Cancelled",
}

#: The unit can still work on it.
RUNNING_STATES = ("not_started", "in_progress", "returned")  # the unit has to act
OPEN_STATES = (*RUNNING_STATES, "submitted")


@dataclass(frozen=True)
class Transition:
    """A change of state: ``who`` may make it, whether it needs a ``reason``, and whether result and evidence are
    checked.
    """

    who: str
    reason: bool = False
    complete: bool = False


_unit, _decider = Transition("unit"), Transition("decider")
_handing_in = Transition("unit", complete=True)
_with_reason = Transition("decider", reason=True)

TRANSITIONS: dict[tuple[str, str], Transition] = {
    ("not_started", "in_progress"): _unit,
    ("in_progress", "not_started"): _unit,
    ("returned", "in_progress"): _unit,
    ("not_started", "submitted"): _handing_in,
    ("in_progress", "submitted"): _handing_in,
    ("returned", "submitted"): _handing_in,
    ("submitted", "in_progress"): _unit,
    ("submitted", "done"): Transition("decider", complete=True),
    ("submitted", "returned"): _with_reason,
    ("done", "returned"): _with_reason,
    ("suspended", "in_progress"): _decider,
    ("cancelled", "not_started"): _with_reason,
    **{(state, "suspended"): _with_reason for state in ("not_started", "in_progress", "returned")},
    **{(state, "cancelled"): _with_reason for state in (*OPEN_STATES, "suspended")},
}

"""The types of what ``child.plan.dashboard.get_page`` returns to the client.

A figure is opened as a list of records: those of ``base``, then of the row (``[field, operator, id]`` of its group),
then of the figure's ``domain``, under the ``context``. Addons add sections of their own to ``Page``, see
``_secondary_sections``.
"""

from typing import Any, Literal, NotRequired, TypedDict

Domain = list[Any]  # as the client writes domains
Numbers = list[int]  # one for each entry of the page's ``counted``, in that order


class Named(TypedDict):
    id: int
    name: str


class Unit(Named):
    phone: str


class Narrowing(TypedDict):
    """A plan or sector to which the page is narrowed."""

    name: str  # the name of the field
    label: str


class Figure(TypedDict):
    """A number of records, and the domain that finds them."""

    domain: Domain
    count: int
    before: NotRequired[int]  # the count on the day of comparison


class Row(TypedDict):
    """Work of one unit, plan, sector or level."""

    id: int | str | Literal[False]  # False: without a sector
    name: str
    n: Numbers
    title: NotRequired[str]  # a longer name
    own: NotRequired[bool]  # the work of the unit of the page itself
    below: NotRequired[bool]  # there are units below it
    domain: NotRequired[list]  # of its work, instead of the group's


class Group(TypedDict):
    """A breakdown of the work."""

    field: str
    operator: str
    rows: list[Row]
    left_out: NotRequired[int]  # the number of further rows


class WorkRow(TypedDict):
    """An assignment that needs a decision."""

    id: int
    name: str
    unit: str
    phone: str
    plan: str
    status: str
    text: str
    officer: str
    can_decide: bool
    request_id: NotRequired[int]  # the request for more time
    request: NotRequired[str]
    reason: NotRequired[str]


class ReportRow(Named):
    """A unit's reports that have fallen due, the missing ones, and those of which the user may remind."""

    due: int
    missing: int
    mine: int
    own: NotRequired[bool]


class Reports(TypedDict):
    base: Domain
    due: Figure
    missing: Figure
    rows: list[ReportRow]
    left_out: int


class TargetRow(Named):
    plan: str
    unit: str
    wanted: str
    actual: str
    unit_achievement: NotRequired[str]


class Targets(TypedDict):
    """Of ``total`` targets, ``known`` have a figure and ``behind`` lag."""

    context: dict[str, Any]
    behind: Figure
    known: Figure
    total: Figure
    rows: list[TargetRow]


class Permissions(TypedDict):
    """What the user may do on the page, so that it shows no button that would be refused."""

    ask: bool  # request reports
    remind: bool  # remind of the overdue work on the page
    meet: bool  # put work on the agenda of a meeting


class Page(TypedDict):
    unit: Unit
    path: list[Named]  # from the user's own unit down to this one
    tops: list[Named]  # the user's own units, if there are several
    day: str
    is_today: bool
    compare: int  # days back
    compare_day: str
    context: dict[str, Any]
    base: Domain
    narrowed: list[Narrowing]
    counted: list[str]  # what the numbers of a row stand for
    rates: dict[str, list[list[str]]]  # name: what is counted, and of what
    measures: dict[str, Figure]
    total: Numbers
    groups: dict[str, Group]
    heat: list[list[Numbers | None]]  # by the first rows of the group of units, then of plans
    lists: dict[str, list[WorkRow]]
    reports: Reports | None
    targets: Targets | None
    above: Targets | None  # of superior plans, by the unit's own figure
    permissions: Permissions


class NoPage(TypedDict):
    """For a user without a unit."""

    unit: None

"""What is read out of a plan document: one class for each kind of row.

Every row knows where it stands in ``Source.text`` (``start``, ``end``: offsets; ``line``: from 1) and how sure the
reader is (``sure``, 0 to 1). ``Plan.as_dict()`` gives the JSON object that ``bin/parse`` prints.
"""

from dataclasses import asdict, dataclass, field, replace

from .fold import key


@dataclass
class Place:
    """Where a row stands in the text, and how sure the reader is of it."""

    start: int = 0
    end: int = 0
    line: int = 0
    sure: float = 1.0


@dataclass
class Base(Place):
    """A document that the preamble says the plan implements. ``kind``: as printed, e.g. ``Kế hoạch``."""

    number: str | None = None
    date: str | None = None
    kind: str | None = None
    issuer: str | None = None


@dataclass
class Target(Place):
    """A number to reach. ``year``: the year that the text sets for it, if any."""

    section: str | None = None
    text: str = ""
    comparator: str = "="
    value: float = 0
    unit: str = "%"
    year: int | None = None


@dataclass
class Timed(Place):
    """What has a time. ``deadline_kind``: ``before`` (trước ngày), ``latest`` (chậm nhất, trong) or None.

    ``due_day``: of each month or quarter, of what comes again ("trước ngày 25 hằng tháng"). ``days``: ``MM-DD`` of all
    the days that a line or column of time names.
    """

    deadline: str | None = None
    deadline_kind: str | None = None
    recurrence: str | None = None
    due_day: int | None = None
    days: list[str] = field(default_factory=list)


@dataclass
class Activity(Timed):
    """A task or solution that the plan gives to no unit by name."""

    section: str | None = None
    text: str = ""


@dataclass
class Unit(Place):
    """A block of the assigning part, or a body named task by task."""

    section: str | None = None
    name: str = ""
    requested: bool = False
    standing: bool = False
    collective: bool = False


@dataclass
class Task(Timed):
    """An obligation of a unit.

    ``coordinating``: who joins in by a line or column of its own, ``joining``: by the words of the task ("chủ trì, phối
    hợp với …"); ``watching``: who the table says watches over it (a column Theo dõi, kiểm tra, đôn đốc).
    """

    section: str | None = None
    unit: str = ""
    coordinating: list[str] = field(default_factory=list)
    joining: list[str] = field(default_factory=list)
    watching: list[str] = field(default_factory=list)
    text: str = ""
    role: str | None = None
    deliverable: str | None = None


@dataclass
class Funding(Place):
    """A sentence of the funding part. ``amount``: the sum in đồng that it states, if any."""

    section: str | None = None
    text: str = ""
    source: str = "other"
    amount: int | None = None


@dataclass
class Report(Place):
    """A report that the plan demands. ``due``: a day, or ``--MM-DD`` every year.

    ``due_day``: of each month or quarter.
    """

    section: str | None = None
    text: str = ""
    due: str | None = None
    due_kind: str | None = None
    due_day: int | None = None
    frequency: str | None = None
    recipient: str | None = None

    @property
    def demand(self):
        """What is the same where two places demand the same report, be it of different units."""
        return (self.due, self.due_day, self.frequency, key(self.recipient or ""))


@dataclass
class Other(Place):
    """Text that is no row above: ``kind`` says what it was taken for."""

    section: str | None = None
    text: str = ""
    kind: str = "text"


@dataclass
class Doubt:
    """Something a person should look at. ``code`` is one of ``doubts.MESSAGES``."""

    code: str
    text: str
    line: int


@dataclass
class Signatory:
    capacity: str | None = None
    position: str | None = None
    name: str | None = None


@dataclass
class Plan:
    """All that was read. ``is_plan``: False where the document is none; ``recipients``: Nơi nhận, one a line.

    ``kind``: what the document is, as it is printed (``Kế hoạch``, ``Thông báo``); ``year``: of issue. ``parts``: the
    offsets at which the parts of the first level begin.
    """

    kind: str | None = None
    title: str | None = None
    number: str | None = None
    issued_on: str | None = None
    place: str | None = None
    issuer: str | None = None
    level: str = "other"
    period: dict | None = None
    year: int | None = None
    is_plan: bool = True
    ocr: bool = False
    bases: list[Base] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    reporting: list[Report] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signatory: Signatory = field(default_factory=Signatory)
    other: list[Other] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)

    def as_dict(self):
        """The object of SCHEMA.md, with the further keys of the rows.

        A report has the three keys of the schema only (they are compared as one text), and is written once; its place,
        clause and ``due_kind`` stand in ``reporting_places``, row by row.
        """
        once = {report.demand: report for report in reversed(self.reporting)}
        values = asdict(replace(self, reporting=list(reversed(once.values()))))
        del values["parts"]
        keys = ("due", "frequency", "recipient")
        values["reporting_places"] = [{k: v for k, v in row.items() if k not in keys} for row in values["reporting"]]
        values["reporting"] = [{k: row[k] for k in keys} for row in values["reporting"]]
        return values

    @classmethod
    def from_fields(cls, values):
        """The plan whose ``dataclasses.asdict`` is ``values``."""
        plan = cls(**values)
        for name, row in _ROWS.items():
            setattr(plan, name, [row(**columns) for columns in getattr(plan, name)])
        plan.signatory = Signatory(**plan.signatory)
        return plan


_ROWS = {
    "bases": Base,
    "targets": Target,
    "activities": Activity,
    "units": Unit,
    "tasks": Task,
    "funding": Funding,
    "reporting": Report,
    "other": Other,
    "doubts": Doubt,
}

"""Who may do what: a cell that is not listed here is denied.

A cell is a role at a place. Places are the user's unit, seen from one plan that the district issues, its office keeps
and that gives work to one ward: ``given`` that ward, ``issuer`` the district above it, ``superior`` the province above
both, ``office`` the standing office, ``department`` another department of the district, ``sibling`` another ward,
``below`` a school under the ward, ``none`` no unit at all.
"""

ROLES = ("observer", "officer", "finance", "standing", "leader", "admin")
PLACES = ("given", "issuer", "superior", "office", "department", "sibling", "below", "none")
OPERATIONS = ("read", "write", "create", "unlink")
SETS = {"all": ROLES, "officers": ("officer", "finance", "standing", "leader")}


def cells(*texts):
    """``cells("all: given issuer", "standing: office")`` as a set of ``(role, place)``; ``*`` is every unit."""
    found = set()
    for text in texts:
        role, places = text.split(":")
        for place in places.split():
            units = PLACES[:-1] if place == "*" else (place,)
            found |= {(each, unit) for each in SETS.get(role, (role,)) for unit in units}
    return found


NOBODY = frozenset()
TREE = "all: given issuer superior"
KEEPERS = cells("standing: office", "leader: issuer")
SEE_PLAN = cells(TREE, "standing: office below", "finance: office department")
SEE_DRAFT = KEEPERS | cells("finance: office department issuer")
SEE_WORK = cells(TREE, "standing: office")
SEE_STEPS = SEE_WORK | cells("standing: below")  # a standing office follows the steps of its authority
DO_WORK = cells("officers: given") | KEEPERS
# the ward's report; a standing office below it, at the school, acts for the ward
SEE_REPORT = cells(TREE, "standing: office below")
WRITE_REPORT = cells("officers: given", "standing: below")
SEE_SENSITIVE = cells("all: given issuer", "standing: office below")
SEE_PERIOD = SEE_REPORT
MEET = cells("leader: issuer", "standing: issuer office department")
REFORM_SEEN, REFORM_KEPT = cells("all: issuer superior"), cells("admin: issuer superior")
MASTER = dict.fromkeys(OPERATIONS, NOBODY) | {"read": cells("all: *")}  # written by the whole tree's administrator


def row(*cells_of_operations):
    """Read, write, create, unlink, in this order; what is left out is nobody's."""
    return {**dict.fromkeys(OPERATIONS, NOBODY), **dict(zip(OPERATIONS, cells_of_operations, strict=False))}


# Subject -> operation -> cells. A subject is a model, with what it belongs to where that makes a difference: a draft,
# an issued plan ("given"), or the assignment of the ward ("owed").
ALLOWED = {
    "child.plan.sector": MASTER,
    # of the province: kept by its administrator; the first unit of a tree is made by the system's
    "child.plan.unit": row(cells("all: *"), cells("admin: superior"), NOBODY, cells("admin: superior")),
    # of the district: kept by administrators there and above
    "child.plan.unit.template": row(cells("admin: *"), *[cells("admin: issuer superior")] * 3),
    "child.plan.day.off": MASTER,
    # of the district: kept by those who keep its plans, and by administrators there and above
    "child.plan.indicator": row(
        cells("all: *"),
        cells("admin: issuer superior", "standing: issuer office department"),
        cells("admin: issuer superior given sibling", "standing: *"),
        cells("admin: issuer superior"),
    ),
    "child.plan draft": row(SEE_DRAFT, KEEPERS, KEEPERS, KEEPERS),
    "child.plan given": row(SEE_PLAN, KEEPERS, KEEPERS),
    "child.plan.basis draft": row(SEE_DRAFT, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.basis given": row(SEE_PLAN, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.section draft": row(SEE_DRAFT, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.section given": row(SEE_PLAN, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.report.requirement draft": row(SEE_DRAFT, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.report.requirement given": row(SEE_PLAN, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.target draft": row(SEE_DRAFT, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.target given": row(SEE_PLAN, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.task draft": row(SEE_DRAFT, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.task given": row(SEE_PLAN, KEEPERS, KEEPERS),
    "child.plan.task.unit draft": row(SEE_DRAFT, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.task.unit given": row(SEE_PLAN),
    "child.plan.deliverable draft": row(KEEPERS, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.deliverable given": row(SEE_WORK),
    "child.plan.deliverable owed": row(SEE_WORK, DO_WORK),
    "child.plan.milestone draft": row(KEEPERS, KEEPERS, KEEPERS, KEEPERS),
    "child.plan.milestone given": row(SEE_STEPS),
    "child.plan.milestone owed": row(SEE_STEPS, DO_WORK, DO_WORK),
    "child.plan.milestone own": row(SEE_STEPS, DO_WORK, DO_WORK, DO_WORK),
    "child.plan.assignment": row(SEE_PLAN, DO_WORK),
    "child.plan.assignment.month": row(SEE_PLAN),
    "child.plan.extension": row(SEE_WORK, NOBODY, DO_WORK),
    "child.plan.journal": row(SEE_WORK),
    "child.plan.journal.seal": row(cells("all: issuer superior")),
    "child.plan.backup": row(NOBODY),  # the system's
    "child.plan.database.server": row(NOBODY),  # the system's
    "child.plan.job.run": row(NOBODY),  # the system's
    "child.plan.check": row(NOBODY),  # somebody else's
    "child.plan.export": row(NOBODY),  # somebody else's
    # of two people of the ward
    "child.plan.deputy": row(cells("admin: given issuer superior"), NOBODY, cells("admin: given issuer superior")),
    # of the district: prepared by its administrators and those above, seen by all of both
    **{
        f"child.plan.{name}": row(REFORM_SEEN, REFORM_KEPT, REFORM_KEPT, REFORM_KEPT)
        for name in (
            "reorganisation",
            "reorganisation.line",
            "reorganisation.unit",
            "reorganisation.choice",
        )
    },
    "child.plan.reorganisation.change": row(NOBODY),  # the system's
    "child.plan.unit.past": row(cells("all: *")),
    "child.plan.breakdown": MASTER,
    "child.plan.report.schedule": MASTER,
    "child.plan.report.period": row(SEE_PERIOD, KEEPERS, KEEPERS),
    "child.plan.report": row(SEE_REPORT, WRITE_REPORT),
    "child.plan.indicator.value": row(SEE_REPORT),
    "child.plan.indicator.value sensitive": row(SEE_SENSITIVE),
    "child.plan.meeting": row(*[MEET] * 4),
    "child.plan.meeting.item": row(MEET, MEET, MEET - cells("standing: department"), MEET),
    # dialogs: those of others are nobody's
    "child.plan.report.reason": row(NOBODY, NOBODY, {cell for cell in SEE_REPORT if cell[0] in SETS["officers"]}),
    "child.plan.report.upload": row(NOBODY, NOBODY, {cell for cell in SEE_REPORT if cell[0] in SETS["officers"]}),
    "child.plan.report.ask": row(NOBODY, NOBODY, KEEPERS),
    "child.plan.issue": row(NOBODY, NOBODY, KEEPERS),
    "child.plan.decision": row(NOBODY, NOBODY, {cell for cell in SEE_PLAN if cell[0] in ("standing", "leader")}),
    "child.plan.copy": row(NOBODY, NOBODY, {cell for cell in SEE_PLAN if cell[0] in ("standing", "leader")}),
    "child.plan.decline": row(NOBODY, NOBODY, {cell for cell in SEE_PLAN if cell[0] in SETS["officers"]}),
    # a file alone: each row in it is checked
    "child.plan.bulk.upload": row(NOBODY, NOBODY, cells("officers: *", "officers: none")),
    "child.plan.unit.upload": row(NOBODY, NOBODY, cells("admin: *")),
    "child.plan.hand.over": row(NOBODY, NOBODY, cells("all: * none")),  # one's own
    "child.plan.reorganisation.upload": row(NOBODY, NOBODY, REFORM_KEPT),
    "child.plan.account.upload": row(NOBODY, NOBODY, cells("admin: * none")),
    "child.plan.setup": row(NOBODY, NOBODY, cells("admin: * none")),
    "child.plan.bulk.update": row(NOBODY, NOBODY, {cell for cell in SEE_PLAN if cell[0] in SETS["officers"]}),
}

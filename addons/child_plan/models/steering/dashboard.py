from datetime import timedelta
from heapq import nsmallest

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...lib.clock import today
from ...lib.rollup import COUNTED, MEASURED
from ...lib.status import CLASSES, LEFT_OPEN, RATES, TO_DO
from .dashboard_scope import Scope
from .dashboard_types import NoPage, Page

LIST_ROWS = 8  # rows in each list of work
LIST_FIELDS = (
    *("task_id", "plan_id", "unit_id", "officer_id"),
    *("state", "given_on", "due_on", "in_time_until", "submitted_on", "soon_days", "plan_closed_on"),
)
UNIT_ROWS = 220  # units listed; a province has about 190 below it
PLAN_ROWS = 60  # plans listed, those with most work; a nation has thousands
HEAT_UNITS, HEAT_PLANS = 12, 6
COMPARED = (7, 30)  # days back for comparison
#: Figures of the whole page that are sums over statuses.
STATUS_MEASURES = {
    "total": COUNTED[:-1],
    **CLASSES,
    "due_soon": ("due_soon",),
    "no_deadline": ("no_deadline",),
    "left_open": LEFT_OPEN,
    "suspended": ("suspended",),
}


class ChildPlanDashboard(models.AbstractModel):
    """The leader's page. One call returns everything that it shows.

    Every figure can be opened as a list. A row of a breakdown belongs to a group that has a ``field`` and an
    ``operator``; the records behind a figure are those of ``base``, plus ``(field, operator, id)``, plus the domain of
    the measure, under the page's ``context``. Figures are counted with the user's own rights and the day in the
    context, using the same expressions as the lists' searches.
    """

    _name = "child.plan.dashboard"
    _description = "Leader's Page"

    @api.model
    @api.readonly
    def get_page(self, unit_id=None, day=None, compare=COMPARED[0], plan_id=None, sector_id=None) -> Page | NoPage:
        """Return the page of ``unit_id`` (default: the user's own) as of ``day`` (ISO, default today).

        :param compare: how many days back the trend compares
        :raise AccessError: the unit lies outside the user's units
        """
        self.env.flush_all()  # figures are counted by SQL
        tops = self.env.user._child_plan_root_units()
        if not tops:
            return {"unit": None}
        unit = self.env["child.plan.unit"].browse(unit_id).exists() if unit_id else tops[:1]
        day = fields.Date.to_date(day) or today()
        path = self._path(unit, tops, day)
        compare = compare if compare in COMPARED else COMPARED[0]
        scope = self._scope(unit, plan_id, sector_id, day, day - timedelta(days=compare))
        of_day = self.with_context(child_plan_as_of=day.isoformat())
        counts, before = of_day._counts(scope)
        names = (path | tops)._names_on(day)
        page = {
            "unit": {"id": unit.id, "name": names[unit.id][0], "phone": unit.phone or ""},
            "path": [{"id": id_, "name": names[id_][1]} for id_ in path.ids],
            "tops": [{"id": id_, "name": names[id_][0]} for id_ in tops.ids] if len(tops) > 1 else [],
            "day": day.isoformat(),
            "is_today": day == today(),
            "compare": compare,
            "compare_day": scope.compare_day.isoformat(),
            "context": {"child_plan_as_of": day.isoformat() if day != today() else False},
            "base": scope.base,
            "narrowed": self._narrowed(scope),
            "counted": list(COUNTED),
            "rates": {name: [list(part), list(whole)] for name, (part, whole) in RATES.items()},
            "measures": of_day._measures(scope.base, counts, before),
            **of_day._group_rows(scope, counts),
            "lists": of_day._lists(scope),
            **of_day._sections(scope),
        }
        page["permissions"] = self._permissions(page, page.pop("decided"))
        return page

    def _scope(self, *values):
        """Return the ``Scope`` of the page. Extend with what must be known before anything is counted."""
        return Scope(*values)

    def _path(self, unit, tops, day):
        """Return the units from the user's own unit down to ``unit`` on ``day``."""
        above = [int(id_) for id_ in (unit.parent_path or "").split("/") if id_]
        top = next((id_ for id_ in above if id_ in tops.ids), None)
        if top is None:
            raise AccessError(self.env._("This unit lies outside the units for which you work."))
        then = unit._paths_on(unit._moved_since(day))[unit.id]
        return unit.browse(then[then.index(top) :] if top in then else above[above.index(top) :])

    def _narrowed(self, scope):
        """Return ``[{"name": field, "label"}]`` of the plan and sector to which the page is narrowed."""
        narrowed = {"plan_id": ("child.plan", scope.plan_id), "sector_id": ("child.plan.sector", scope.sector_id)}
        return [
            {"name": name, "label": self.env[model].browse(id_).display_name}
            for name, (model, id_) in narrowed.items()
            if id_
        ]

    # -- counts --

    def _group_rows(self, scope, counts):
        """Return the rows by unit below, plan, sector and level, and the heat table."""
        sectors = self.env["child.plan.sector"].browse(filter(None, counts.keys("sector")))
        names = {sector.id: (sector.name,) for sector in sectors} | {None: ("",)}
        levels = dict(self.env["child.plan.unit"]._fields["level"]._description_selection(self.env))
        units = self._unit_rows(counts, scope.unit)
        plans = self._plan_rows(counts)
        return {
            "total": self._numbers(counts.total),
            "groups": {
                "unit": {"field": "unit_id", "operator": "child_of", **units},
                "plan": {"field": "plan_id", "operator": "=", **plans},
                "sector": {"field": "sector_id", "operator": "=", "rows": self._rows(counts, "sector", names)},
                "level": {
                    "field": "unit_level",
                    "operator": "=",
                    "rows": self._rows(counts, "level", {level: (label,) for level, label in levels.items()}),
                },
            },
            "heat": self._heat(counts, units["rows"], plans["rows"]),
        }

    @staticmethod
    def _numbers(numbers):
        return list(numbers[: len(COUNTED)])

    def _rows(self, counts, group, words):
        """Return rows ``{"id", "name", "title", "n": counts}``, most work first. ``words`` are the names by key."""
        rows = []
        for key in counts.keys(group):
            name, *title = words[key]
            rows.append({"id": key or False, "name": name, "n": self._numbers(counts.get(group, key))})
            rows[-1].update({"title": title[0]} if title else {})
        return sorted(rows, key=lambda row: (-sum(row["n"][:-1]), row["name"]))

    def _plan_rows(self, counts):
        """Return the plans with most work; ``left_out`` is how many more there are."""
        sizes = counts.sizes("plan")
        largest = nsmallest(PLAN_ROWS, sizes, key=lambda plan: (-sizes[plan], plan))
        shown = self.env["child.plan"].sudo().browse(largest)  # sudo: names of plans whose work the user sees
        shown.fetch(["number", "name"])
        words = {plan.id: (plan.number or plan.name, plan.name) for plan in shown}
        rows = self._rows(counts.only("plan", words), "plan", words)
        return {"rows": rows, "left_out": len(sizes) - len(rows)}

    def _unit_rows(self, counts, unit):
        """Return the units with most overdue work; ``left_out`` is how many more there are.

        ``own`` marks the unit's own work, ``below`` a unit that has units below it, ``domain`` the work of one that had
        other units below it on the day.
        """
        overdue = COUNTED.index("overdue")
        rows = [{"id": id_, "n": self._numbers(counts.get("unit", id_))} for id_ in counts.keys("unit")]
        units = unit.browse(row["id"] for row in rows)
        day = self.env["child.plan.assignment"]._as_of()
        names = {id_: name for id_, (name, _short) in units._names_on(day).items()}
        rows.sort(key=lambda row: (-row["n"][overdue], names[row["id"]]))
        shown = rows[:UNIT_ROWS]
        parents = set(unit.search([("id", "in", [row["id"] for row in shown]), ("child_ids", "!=", False)]).ids)
        changed = unit.browse(row["id"] for row in shown)._changed_below(day)
        parents |= changed.keys()
        for row in shown:
            if row["id"] in changed:
                row["domain"] = unit.browse(row["id"])._below_on(changed[row["id"]])
            row["name"] = names[row["id"]]
            row |= {"own": True} if row["id"] == unit.id else {"below": True} if row["id"] in parents else {}
        return {"rows": shown, "left_out": len(rows) - len(shown)}

    def _heat(self, counts, unit_rows, plan_rows):
        """Return counts by unit and plan, for the units with most overdue work and the plans with most work.

        ``cells`` holds ``[counts or None]`` by unit and then by plan, in the order of the first rows of both groups.
        """
        cells = [
            [counts.get("heat", (row["id"], plan["id"])) for plan in plan_rows[:HEAT_PLANS]]
            for row in unit_rows[:HEAT_UNITS]
        ]
        return [[self._numbers(cell) if any(cell[: len(COUNTED)]) else None for cell in row] for row in cells]

    # -- measures --

    def _measures(self, base, counts, before):
        """Return ``{name: {"domain", "count", "before"}}`` of the figures of the whole page."""
        assignments = self.env["child.plan.assignment"]
        day = assignments._as_of()
        counts = dict(zip(MEASURED, counts.total, strict=True))
        measures = {}
        for name, statuses in STATUS_MEASURES.items():
            measures[name] = {
                "domain": [["status", "in", list(statuses)]],
                "count": sum(counts[status] for status in statuses),
                "before": sum(before["by_status"][status] for status in statuses),
            }
        measures["submitted"] = {
            "domain": [["state_on", "=", "submitted"]],
            "count": counts["submitted"],
            "before": before["submitted"],
        }
        for days in (7, 30):
            domain = [
                ["status", "in", list(TO_DO)],
                ["state_on", "!=", "submitted"],
                ["last_day_on", ">=", day.isoformat()],
                ["last_day_on", "<=", (day + timedelta(days=days)).isoformat()],
            ]
            measures[f"due_{days}"] = {"domain": domain, "count": counts[f"due_{days}"]}
        domain = self._more_time_domain(day)
        count = counts["extension"] if day >= today() else assignments.search_count(base + domain)
        measures["extension"] = {"domain": domain, "count": count}
        return measures

    @staticmethod
    def _more_time_domain(day):
        """Return the domain of work for which more time had been requested, without a decision, on ``day``."""
        if day >= today():
            return [["extension_pending", "=", True]]
        asked = [["asked_on", "<=", day.isoformat()], "|", ["decided_on", "=", False]]
        return [["extension_ids", "any", [*asked, ["decided_on", ">", day.isoformat()]]]]

    # -- sections --

    def _sections(self, scope):
        """Return the sections beside the work. Extend to cache them; to add sections, extend
        ``_secondary_sections``.
        """
        return self._secondary_sections(scope)

    def _secondary_sections(self, scope):
        """Return ``{name: content}`` of the sections beside the work.

        Extend to add sections. They may use only units, plans, sectors and the models in ``_section_models``, because a
        cache keeps them until a record of these is written.
        """
        return {}

    def _section_models(self):
        """Return the names of the models, besides units, plans and sectors, from which the sections are made.
        Extend.
        """
        return [
            "child.plan.report",
            "child.plan.report.period",
            "child.plan.target",
            "child.plan.indicator",
            "child.plan.indicator.value",
        ]

    # -- lists --

    def _listed_work(self, scope):
        """Return the model and environment in which the lists are searched. Extend where the rules hide nothing."""
        return self.env["child.plan.assignment"]

    def _lists(self, scope):
        """Return the first rows that need a decision: longest overdue, earliest submitted, more time requested."""
        assignments = self.env["child.plan.assignment"]
        day = assignments._as_of()
        work = scope.work & scope.narrowed
        searched = self._listed_work(scope)
        deadline = "due_on, id" if day >= today() else "deadline_on, id"  # only the current deadline has an index
        wanted = {
            "overdue": (Domain("status", "=", "overdue"), deadline),
            "submitted": (Domain("state_on", "=", "submitted"), "submitted_on, id"),
            "extension": (Domain(self._more_time_domain(day)), deadline),
        }
        ids_by_list = {
            name: searched.search(work & domain, limit=LIST_ROWS, order=order).ids
            for name, (domain, order) in wanted.items()
        }
        pending = self.env["child.plan.extension"].search(
            [("assignment_id", "in", ids_by_list["extension"]), ("state", "=", "asked")]
        )
        asked = {extension.assignment_id.id: extension for extension in pending}
        rows = assignments.browse({id_ for ids in ids_by_list.values() for id_ in ids})
        self._read_list_rows(rows)
        rows = {row.id: row for row in rows}
        return {
            name: [self._prepare_list_row(rows[id_], asked.get(id_)) for id_ in ids]
            for name, ids in ids_by_list.items()
        }

    def _read_list_rows(self, rows):
        """Read what the lists show, and nothing else, in a few queries.

        Plan, task and unit are read with ``sudo()``: whoever may read the work may see their names, and the record
        rules of plans would take longer than everything else.
        """
        rows.fetch([*LIST_FIELDS])
        work = rows.sudo()
        work.task_id.fetch(["name"])
        work.plan_id.fetch(["number", "name", "state", "issuer_id", "standing_unit_id"])
        work.unit_id.fetch(["name", "phone", "kind", "parent_id"])
        work.unit_id.parent_id.fetch(["name", "short_name"])

    def _prepare_list_row(self, row, request):
        values = {
            "id": row.id,
            "name": row.name,
            "unit": row.unit_id.display_name,
            "phone": row.unit_id.phone or "",
            "plan": row.plan_id.number or row.plan_id.name,
            "status": "submitted" if row.state_on == "submitted" else row.status,
            "text": row.status_text,
            "officer": row.officer_id.name or "",
            "can_decide": row.can_decide,
        }
        if request:
            values |= {
                "request_id": request.id,
                "request": request.display_name,
                "reason": request.reason,
            }
        return values

    # -- actions --

    @api.model
    def remind_overdue(self, base):
        """Remind the units of the overdue work in ``base`` on which the user decides. Return the resulting
        notification.
        """
        overdue = self.env["child.plan.assignment"].with_context(child_plan_as_of=None)
        domain = Domain(base) & Domain("status", "=", "overdue") & Domain("state", "!=", "submitted")
        assignments = overdue.search(domain)
        mine = assignments.filtered("can_decide")
        if not mine:
            raise AccessError(
                self.env._("None of this work is of a plan on which you decide: its issuer reminds of it.")
            )
        return mine.action_remind()

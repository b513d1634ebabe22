from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..report.target_unit_achievement import path_of

REPORT_ROWS = 60  # units listed: those with most missing reports
TARGET_ROWS = 6


class ChildPlanDashboardReports(models.AbstractModel):
    """Missing reports and lagging targets on the leader's page.

    They concern a plan as a whole, so a page that is narrowed to a sector has none.
    """

    _inherit = "child.plan.dashboard"

    def _secondary_sections(self, scope):
        """Add ``reports``, ``targets`` and ``above``; each is None where there is nothing to show."""
        sections = super()._secondary_sections(scope)
        if scope.sector_id:
            return sections | {"reports": None, "targets": None, "above": None}
        narrowed = [["plan_id", "=", scope.plan_id]] if scope.plan_id else []
        asked = scope.unit, narrowed, scope.day.isoformat(), scope.compare_day.isoformat()
        return sections | {
            "reports": self._reports(*asked),
            "targets": self._targets(*asked),
            "above": self._above(*asked),
        }

    # -- reports --

    def _reports(self, unit, narrowed, day, compare_day):
        """Return ``{"base", "due": {"domain", "count"}, "missing": {"domain", "count", "before"}, "rows",
        "left_out"}``.

        A row is a unit below (``own``: the unit itself) with its ``due`` reports, the ``missing`` ones among them, and
        ``mine``, those of which the user may remind. The reports behind a number are those of ``base``, of the unit,
        and of the number's domain.
        """
        reports = self.env["child.plan.report"]
        base = [["unit_id", "child_of", unit.id], *narrowed]
        due, missing = self._due_domain(day), self._missing_domain(day)
        rows = self._report_rows(unit, base, due, missing)
        if not rows:
            return None
        rows.sort(key=lambda row: (-row["missing"], -row["due"], row["name"]))
        late = [row for row in rows if row["missing"]]
        return {
            "base": base,
            "due": {"domain": due, "count": sum(row["due"] for row in rows)},
            "missing": {
                "domain": missing,
                "count": sum(row["missing"] for row in rows),
                "before": reports.search_count(base + self._missing_domain(compare_day)),
            },
            "rows": late[:REPORT_ROWS],
            "left_out": len(late[REPORT_ROWS:]),
        }

    @staticmethod
    def _due_domain(day):
        """Return the domain of reports due before ``day`` for plans that were running on it.

        A correction replaces a report that had come in, so it never counts as missing.
        """
        running = ["|", ["plan_id.closed_on", "=", False], ["plan_id.closed_on", ">", day]]
        return [["version", "=", 1], ["in_time_until", "<", day], *running]

    def _missing_domain(self, day):
        return [*self._due_domain(day), "|", ["submitted_on", "=", False], ["submitted_on", ">", day]]

    def _report_rows(self, unit, base, due, missing):
        """Count due and missing reports by unit below, in one query."""
        reports = self.env["child.plan.report"]
        query = reports._search(Domain(base + due))
        below, owner = "child_plan_below", SQL.identifier(query.table, "unit_id")
        query.add_join("JOIN", below, "child_plan_unit", SQL("%s = %s", SQL.identifier(below, "id"), owner))
        branch = SQL(
            "COALESCE(NULLIF(split_part(%s, '/', %s), '')::integer, %s)",
            SQL.identifier(below, "parent_path"),
            unit.parent_path.count("/") + 1,
            unit.id,
        )
        late = Domain(base + missing)
        mine = late & self._remindable_domain()
        counts = [
            SQL(
                "count(*) FILTER (WHERE %s IN %s)",
                SQL.identifier(query.table, "id"),
                reports._search(domain).subselect(),
            )
            for domain in (late, mine)
        ]
        rows = self.env.execute_query(SQL("%s GROUP BY 1", query.select(branch, SQL("count(*)"), *counts)))
        names = {owner_unit.id: owner_unit.name for owner_unit in unit.browse([row[0] for row in rows])}
        return [
            {"id": id_, "name": names[id_], "due": due, "missing": missing, "mine": mine}
            | ({"own": True} if id_ == unit.id else {})
            for id_, due, missing, mine in rows
        ]

    def _remindable_domain(self) -> Domain:
        """Return the domain of reports that the user receives, or whose plan the user decides on."""
        user, domain = self.env.user, Domain.FALSE
        units, authorities = user.child_plan_unit_ids.ids, user.child_plan_authority_ids.ids
        if user.has_group("child_plan.child_plan_group_leader"):
            domain |= Domain("receiver_id", "in", units) | Domain("plan_id.issuer_id", "in", units)
        if user.has_group("child_plan.child_plan_group_standing"):
            domain |= Domain("plan_id.standing_unit_id", "in", units)
            domain |= Domain("receiver_id", "in", authorities) & Domain("plan_id.issuer_id", "not in", authorities)
        return domain & Domain("plan_id.state", "=", "issued")

    @api.model
    def remind_reports(self, domain):
        """Remind the units of the missing reports in ``domain`` that the user receives. Return the resulting
        notification.
        """
        late = Domain("punctuality", "=", "overdue") & Domain("current", "=", True)
        reports = self.env["child.plan.report"].search(Domain(domain) & late & self._remindable_domain())
        if not reports:
            raise AccessError(self.env._("None of these reports comes to you: their receiver reminds of them."))
        return reports.action_remind()

    # -- targets --

    def _targets(self, unit, narrowed, day, compare_day):
        """Return the targets set for the unit and those below it.

        The dict is ``{"context", "behind": {"domain", "count", "before"}, "known", "total", "rows"}``: of ``total``
        targets, ``known`` have a figure and ``behind`` lag.
        """
        targets = self.env["child.plan.target"].with_context(child_plan_as_of=day)
        area = ["|", ["unit_id", "child_of", unit.id], "&", ["unit_id", "=", False], ["issuer_id", "child_of", unit.id]]
        base = [*area, ["plan_id.state", "!=", "draft"], *narrowed]
        total = targets.search_count(base)
        if not total:
            return None
        achievements = self._achievement_in(base, day)
        behind = targets.browse([id_ for id_, achievement in achievements.items() if achievement == "behind"])
        return {
            "context": {"child_plan_as_of": day},
            "behind": {
                "domain": [*base, ["achievement", "=", "behind"]],
                "count": len(behind),
                "before": list(self._achievement_in(base, compare_day).values()).count("behind"),
            },
            "known": {"domain": [*base, ["achievement", "!=", "no_data"]], "count": len(achievements)},
            "total": {"domain": base, "count": total},
            "rows": [self._prepare_target_row(target) for target in behind[:TARGET_ROWS]],
        }

    def _achievement_in(self, base, day):
        """Return ``{id: achievement}`` of the targets in ``base`` that had figures on ``day``, in their order."""
        targets = self.env["child.plan.target"].with_context(child_plan_as_of=day)
        known = targets._known_achievement()
        return {target.id: known[target.id] for target in targets.search([*base, ["id", "in", list(known)]])}

    def _prepare_target_row(self, target):
        return {
            "id": target.id,
            "name": target.name,
            "plan": target.plan_id.number or target.plan_id.name,
            "unit": (target.unit_id or target.issuer_id).name,
            "wanted": target.text_value,
            "actual": target.actual_text,
        }

    def _above(self, unit, narrowed, day, compare_day):
        """Return the same for targets that plans of superior authorities set for a larger area, by the unit's own
        figure.

        Those plans were given to the unit or one below it, or a plan of its own or from above implements them. ``rows``
        lists the first of all of them, lagging ones first, each with its ``unit_achievement``.
        """
        context = {"child_plan_as_of": day, "child_plan_achievement_unit": unit.id}
        targets = self.env["child.plan.target"].with_context(**context)
        targets_around = targets.search(targets._area_around(unit) & Domain(narrowed))
        if not targets_around:
            return None
        theirs = Domain("assignment_ids", "any", unit._work_below())
        theirs |= Domain("implemented_by_ids.issuer_id", "in", path_of(unit))
        plans = targets_around.plan_id.sudo().search(Domain("id", "in", targets_around.plan_id.ids) & theirs)
        targets_around = targets_around.filtered(lambda target: target.plan_id in plans)
        if not targets_around:
            return None
        base = [["id", "in", targets_around.ids]]
        before = targets_around.with_context(child_plan_as_of=compare_day)._known_unit_achievement(unit)
        known = targets_around._known_unit_achievement(unit)
        behind = list(known.values()).count("behind")
        order = ["behind", "on_track", "reached", False, "no_data"]
        rows = targets_around.sorted(lambda target: order.index(known.get(target.id, "no_data")))[:TARGET_ROWS]
        return {
            "context": context,
            "behind": {
                "domain": [*base, ["unit_achievement", "=", "behind"]],
                "count": behind,
                "before": list(before.values()).count("behind"),
            },
            "known": {"domain": [*base, ["unit_achievement", "!=", "no_data"]], "count": len(known)},
            "total": {"domain": base, "count": len(targets_around)},
            "rows": [
                {
                    **self._prepare_target_row(target),
                    "actual": target.unit_achievement_text,
                    "unit_achievement": target.unit_achievement,
                }
                for target in rows
            ],
        }

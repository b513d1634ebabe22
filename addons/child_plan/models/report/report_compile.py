from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...lib.rollup import Figure, Matrix, Tally, add_up, aggregate_sql, by_rule_sql, hidden, value_sql
from .report import IN, WRITABLE

NAMED = 30  # units named one by one

#: Numerator, denominator, number of reports, and of reports in time, over values ``v`` of the indicator ``i`` in the
#: reports ``r``. All have data; where a report has none, ``v`` is NULL.
MEASURES = SQL(
    """(%s)::float, CASE WHEN i.kind = 'ratio' THEN (%s)::float END, count(v.id),
       count(v.id) FILTER (WHERE COALESCE(r.first_submitted_on, r.submitted_on) <= r.in_time_until)""",
    *(SQL(by_rule_sql("i.unit_rule", f"v.{part}")) for part in ("numerator", "denominator")),
)


def _sum_below(unit, below, upper):
    """Return the sum of ``below`` over ``unit`` and the units under it that sum up reports themselves.

    :param upper: ``{receiver: units that sum up their own reports and report to it}``
    """
    total = defaultdict(int, below[unit])
    for lower in upper[unit]:
        for id_, count in _sum_below(lower, below, upper).items():
            total[id_] += count
    return total


def _columns(rows):
    """Return the three columns of ``rows`` as lists, for ``unnest``."""
    return [list(column) for column in zip(*rows, strict=True)] or [[], [], []]


class ChildPlanReportCompile(models.Model):
    """Sums up the reports of the units below, level by level into the receiver's report, or directly for a screen."""

    _inherit = "child.plan.report"

    added_from = fields.Json(readonly=True, copy=False, help="The ids of the versions that it was added up from")
    source_ids = fields.Many2many("child.plan.report", string="Added up from", compute="_compute_source_ids")
    source_count = fields.Integer("Reports added up", compute="_compute_sources")
    below_count = fields.Integer("Reports expected from below", compute="_compute_sources")
    waiting_for = fields.Char(
        "Not in from below", compute="_compute_waiting_for", help="The units whose reports have not come in"
    )
    outdated = fields.Boolean(
        compute="_compute_sources", help="A report that it was added up from has been corrected or came in since."
    )

    @api.depends("added_from")
    def _compute_source_ids(self):
        for report in self:
            report.source_ids = self.browse(report.added_from or [])

    @api.depends("added_from", "state")
    def _compute_sources(self):
        """Count the source reports with ``sudo()``: every reader is told on how many reports the figures rest."""
        reports = self.sudo()
        below = defaultdict(lambda: self.sudo().browse())
        domain = [
            ("period_id", "in", reports.period_id.ids),
            ("receiver_id", "in", reports.filtered("compiled").unit_id.ids),
            ("current", "=", True),
        ]
        for report in reports.search(domain):
            below[report.period_id, report.receiver_id] |= report
        for report in self:
            expected = below[report.sudo().period_id, report.sudo().unit_id] if report.compiled else reports.browse()
            sources = report.sudo().source_ids
            report.below_count = len(expected)
            report.source_count = len(sources)
            known = report.compiled and report.state != "expected"
            report.outdated = bool(known and sources != expected.filtered(lambda below: below.state in IN))

    @api.depends("state", "compiled")
    def _compute_waiting_for(self):
        """Name the units below whose report is missing, as the user may see them; others are counted."""
        writing = self.filtered(lambda report: report.compiled and report.state in WRITABLE)
        waited = self._read_group(
            [
                ("period_id", "in", writing.period_id.ids),
                ("receiver_id", "in", writing.unit_id.ids),
                ("current", "=", True),
                ("state", "not in", IN),
            ],
            ["period_id", "receiver_id"],
            ["unit_id:recordset"],
        )
        missing = {(period, receiver): units for period, receiver, units in waited}
        first = [id_ for units in missing.values() for id_ in units[:NAMED].ids]
        named = self.env["child.plan.unit"].search_fetch([("id", "in", first)], ["name"])  # in one query
        for report in self:
            units = missing.get((report.period_id, report.unit_id), named.browse()) if report in writing else ()
            shown = [unit.name for unit in units[:NAMED] if unit in named]
            if len(units) > len(shown):
                shown.append(self.env._("and %s more units", len(units) - len(shown)))
            report.waiting_for = ", ".join(shown)

    def action_compile(self):
        """Sum up the reports that have been submitted so far. May be repeated as more come in."""
        self._check_can_edit()
        self.sudo()._fill_in(words=False)
        for report in self.sudo():
            report._draft_from_below()
        return True

    def _compile(self):
        """Write the sums of the submitted reports below into all of these reports. Call with ``sudo()``.

        The number of queries depends neither on the number of reports nor on how many lie below them.
        """
        self.env["child.plan.indicator.value"].flush_model()
        self.flush_model()
        rows = self.env["child.plan.indicator.value"]._read_group([("report_id", "in", self.ids)], ["indicator_id"])
        indicators = self.env["child.plan.indicator"].union(*(indicator for (indicator,) in rows))
        for period, reports in self.grouped("period_id").items():
            below = SQL(
                "below.period_id = %s AND below.receiver_id = ANY(%s) AND below.current AND below.state IN %s",
                period.id,
                reports.unit_id.ids,
                IN,
            )
            for rule, of_rule in indicators.grouped("unit_rule").items():
                reports._write_sums(below, rule, of_rule)
            reports._write_sources(below)
        self.env["child.plan.indicator.value"].invalidate_model()
        self.invalidate_recordset()

    def _write_sums(self, below, rule, indicators):
        """Write the sums of the figures of ``indicators``, which use the same ``rule``, from the reports ``below``.

        A row for which no unit below is asked stays as it is: it is filled in by hand here.
        """
        expected = [
            (report.id, indicator, count)
            for report, counts in self._expected_below().items()
            for indicator, count in counts.items()
        ]
        # Sum the figures by receiver, then write each sum, or "no data", to the matching row of these reports.
        self.env.cr.execute(
            SQL(
                """WITH sums AS (
                       SELECT below.receiver_id AS unit_id, v.indicator_id, COALESCE(v.breakdown_id, 0) AS breakdown_id,
                              %(numerator)s AS numerator, %(denominator)s AS denominator, sum(v.reported) AS reported,
                              sum(CASE WHEN v.compiled THEN v.in_time
                                       WHEN COALESCE(below.first_submitted_on, below.submitted_on)
                                            <= below.in_time_until
                                       THEN 1 ELSE 0 END) AS in_time
                         FROM child_plan_report below JOIN child_plan_indicator_value v ON v.report_id = below.id
                        WHERE %(below)s AND v.has_data AND v.indicator_id = ANY(%(indicators)s)
                        GROUP BY 1, 2, 3
                   )
                   UPDATE child_plan_indicator_value row
                      SET compiled = TRUE, has_data = sums.numerator IS NOT NULL,
                          numerator = COALESCE(sums.numerator, 0), denominator = COALESCE(sums.denominator, 0),
                          value = COALESCE(round(%(value)s, 4), 0), expected = COALESCE(asked.count, 0),
                          reported = COALESCE(sums.reported, 0), in_time = COALESCE(sums.in_time, 0)
                     FROM child_plan_indicator_value v
                     JOIN child_plan_indicator i ON i.id = v.indicator_id
                     LEFT JOIN sums ON sums.unit_id = v.unit_id AND sums.indicator_id = v.indicator_id
                                   AND sums.breakdown_id = COALESCE(v.breakdown_id, 0)
                     LEFT JOIN unnest(%(reports)s::integer[], %(asked)s::integer[], %(counts)s::integer[])
                               AS asked (report_id, indicator_id, count)
                            ON asked.report_id = v.report_id AND asked.indicator_id = v.indicator_id
                    WHERE row.id = v.id AND v.report_id = ANY(%(ids)s) AND v.indicator_id = ANY(%(indicators)s)
                      AND (v.compiled OR asked.count > 0 OR sums.reported > 0)""",
                below=below,
                numerator=SQL(aggregate_sql(rule, "v.numerator")),
                denominator=SQL(aggregate_sql(rule, "v.denominator")),
                value=SQL(value_sql("sums.numerator", "sums.denominator", "i.kind", "i.factor")),
                indicators=indicators.ids,
                ids=self.ids,
                **dict(zip(("reports", "asked", "counts"), _columns(expected), strict=True)),
            )
        )

    def _write_sources(self, below):
        self.env.cr.execute(
            SQL(
                """UPDATE child_plan_report above SET added_from = sources.ids
                     FROM (SELECT above.id, jsonb_agg(below.id) FILTER (WHERE below.id IS NOT NULL) AS ids
                             FROM child_plan_report above
                             LEFT JOIN child_plan_report below ON below.receiver_id = above.unit_id AND %s
                            WHERE above.id = ANY(%s) GROUP BY above.id) sources
                    WHERE sources.id = above.id""",
                below,
                self.ids,
            )
        )

    def _expected_below(self):
        """Return ``{report: {indicator id: number of reports with it that are expected below}}``.

        Counts only the units at the bottom of each chain, which fill in figures of their own.
        """
        expected, sectors = {}, self.env["child.plan.sector"]
        for period, reports in self.grouped("period_id").items():
            indicators = self.env["child.plan.indicator"].union(*period.plan_id._reported_targets())
            paths = [f"{unit.parent_path}%" for unit in reports.unit_id]
            by_authority = self._receivers_of_authorities(period)
            below, upper = defaultdict(lambda: defaultdict(int)), defaultdict(set)
            for receiver, unit, authority, sector, count in self.env.execute_query(
                SQL(
                    """SELECT r.receiver_id, CASE WHEN r.compiled THEN r.unit_id END, u.kind = 'authority', u.sector_id,
                              count(*)
                         FROM child_plan_report r JOIN child_plan_unit u ON u.id = r.unit_id
                        WHERE r.period_id = %s AND r.current AND (u.parent_path LIKE ANY(%s) OR r.receiver_id = ANY(%s))
                        GROUP BY 1, 2, 3, 4""",
                    period.id,
                    paths,
                    reports.unit_id.ids,
                )
            ):
                if unit:  # it sums up reports itself, so that those below it are counted instead
                    upper[receiver].add(unit)
                else:
                    asked = indicators._asked_of(authority, sectors.browse(sector), receiver in by_authority)
                    for id_ in asked.ids:
                        below[receiver][id_] += count
            for report in reports:
                expected[report] = _sum_below(report.unit_id.id, below, upper)
        return expected

    def _receivers_of_authorities(self, period):
        """Return the ids of the units that authorities report to. Offices beside authorities are not asked for
        figures.
        """
        domain = [("period_id", "=", period.id), ("current", "=", True), ("unit_id.kind", "=", "authority")]
        return {unit.id for (unit,) in self.sudo()._read_group(domain, ["receiver_id"])}

    def _below_domain(self):
        self.ensure_one()
        return [
            ("period_id", "=", self.period_id.id),
            ("receiver_id", "=", self.unit_id.id),
            ("current", "=", True),
            ("id", "!=", self.id),
        ]

    @api.readonly
    def action_view_below(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_report_action_received")
        return {**action, "domain": self._below_domain(), "context": {"search_default_group_state": 1}}

    # -- sums for screens, made directly from the lowest reports --

    @api.model
    def _add_up(self, period, root, paths=None):
        """Sum all submitted reports below ``root``, directly from those that were filled in by hand.

        :param paths: where units lay, see ``_paths_then``; default: where they lie

        Return ``{(unit directly below root, or root, indicator id, breakdown id or None): Tally}``. The caller has to
        check that the user may see the result.
        """
        self.env["child.plan.indicator.value"].flush_model()
        rows = self._group_below(
            period,
            root,
            SQL(
                """child_plan_indicator_value v JOIN child_plan_report r ON r.id = v.report_id
                     JOIN child_plan_unit u ON u.id = r.unit_id JOIN child_plan_indicator i ON i.id = v.indicator_id"""
            ),
            SQL("i.id, v.breakdown_id, %s", MEASURES),
            SQL("r.state IN %s AND v.has_data AND v.compiled IS NOT TRUE", IN),
            SQL(", 2, 3"),
            paths,
        )
        tallies = {}
        for unit, indicator, part, numerator, denominator, reported, in_time in rows:
            figure = Figure(numerator, denominator, period.cut_off)
            # whatever was reported was expected, too; the real number follows below, where it is known
            tallies[unit, indicator, part] = Tally(figure, reported, reported, in_time)
        for (unit, indicator, part), expected in self._expected_leaves(period, root, paths).items():
            tallies[unit, indicator, part] = tallies.get((unit, indicator, part), Tally())._replace(expected=expected)
        return tallies

    def _expected_leaves(self, period, root, paths=None):
        """Count the reports expected, ``{(unit directly below root, or root, indicator id, breakdown id or None):
        number}``.
        """
        indicators = self.env["child.plan.indicator"].union(*period.plan_id._reported_targets())
        by_authority = self._receivers_of_authorities(period)
        groups = self._group_below(
            period,
            root,
            SQL("child_plan_report r JOIN child_plan_unit u ON u.id = r.unit_id"),
            SQL("r.receiver_id, u.kind = 'authority', u.sector_id, count(*)"),
            SQL("r.compiled IS NOT TRUE"),
            SQL(", 2, 3, 4"),
            paths,
        )
        expected, sectors = defaultdict(int), self.env["child.plan.sector"]
        for unit, receiver, authority, sector, count in groups:
            for indicator in indicators._asked_of(authority, sectors.browse(sector), receiver in by_authority):
                for part in [None, *indicator.breakdown_ids.ids]:
                    expected[unit, indicator.id, part] += count
        return expected

    def _group_below(self, period, root, tables, columns, condition, group, paths):
        """Group rows of ``tables`` by the unit directly below ``root`` in which they lie, or by ``root`` for
        its own.
        """
        self.flush_model()
        top, path = root.parent_path, SQL("u.parent_path")
        if paths:
            then = SQL("unnest(%s::int[], %s::varchar[]) AS was (unit_id, path)", list(paths), list(paths.values()))
            tables = SQL("%s LEFT JOIN %s ON was.unit_id = u.id", tables, then)
            top, path = paths.get(root.id, top), SQL("COALESCE(was.path, u.parent_path)")
        query = SQL(
            """SELECT COALESCE(NULLIF(split_part(%(path)s, '/', %(next)s), '')::integer, %(root)s), %(columns)s
                 FROM %(tables)s
                WHERE r.period_id = %(period)s AND r.current AND %(path)s LIKE %(below)s AND %(condition)s
                GROUP BY 1%(group)s""",
            next=top.count("/") + 1,  # the unit below root is the part after these of a path
            root=root.id,
            columns=columns,
            tables=tables,
            period=period.id,
            path=path,
            below=f"{top}%",
            condition=condition,
            group=group,
        )
        return self.env.execute_query(query)

    @api.model
    def _summary_matrix(self, period, root):
        """Return the matrix of indicators by ``root`` and the units below it, as far as the user may see it.

        The units are those of the cut-off day: what was merged since stands for itself.
        The sums are made with ``sudo()``: whoever may read the report of ``root`` may read those below it. Small counts
        of sensitive indicators are hidden from everybody except the receivers of the reports.
        """
        user = self.env.user
        if not self.search_count([("period_id", "=", period.id), ("unit_id", "=", root.id)], limit=1):
            raise AccessError(self.env._("These reports are not yours to see."))
        reports, paths = self.sudo(), self._paths_then(period)
        sums = reports._add_up(period.sudo(), root.sudo(), paths)
        tallies = {(unit, id_): tally for (unit, id_, part), tally in sums.items() if not part}
        indicators = self.env["child.plan.indicator"].union(*period.sudo().plan_id._reported_targets()).sorted("code")
        ids = {unit for unit, _indicator in tallies}
        children = self.env["child.plan.unit"].browse(ids - {root.id}).sorted()
        columns = [root.id, *([-root.id] if root.id in ids else []), *children.ids]  # -id: the own figures of root
        matrix = Matrix(indicators.ids, columns)
        exact = root in user.child_plan_unit_ids | user.child_plan_authority_ids
        for indicator in indicators:
            own = {unit if unit != root.id else -unit: t for (unit, i), t in tallies.items() if i == indicator.id}
            total = add_up(indicator.unit_rule, dict.fromkeys(own, root.id), own)
            secret = set() if exact or not indicator.sensitive else reports._secret_units(period, indicator, paths)
            factor = indicator.factor if indicator.kind == "ratio" else 1
            for unit, tally in total.items():
                matrix.put(indicator.id, unit, tally, factor, unit in secret and tally.figure.has_data)
        return matrix

    @api.model
    def _secret_units(self, period, indicator, paths):
        """Return the units whose count of ``indicator`` is hidden from readers who need only the sum.

        The result covers the whole plan and is the same for every reader, so that comparing two tables cannot reveal a
        hidden count. The own count of a unit that has units below is keyed by its negative id.
        """
        rows = self.env["child.plan.indicator.value"].search_fetch(
            [
                ("period_id", "=", period.id),
                ("indicator_id", "=", indicator.id),
                ("breakdown_id", "=", False),
                ("compiled", "=", False),
                ("has_data", "=", True),
                ("report_id.current", "=", True),
                ("report_id.state", "in", IN),
            ],
            ["unit_id", "numerator"],
        )
        counts, parents, greatest = defaultdict(float), {}, indicator.unit_rule == "maximum"
        issuer = period.sudo().plan_id.issuer_id
        ways = {unit: paths.get(unit.id, unit.parent_path).split("/")[:-1] for unit in rows.unit_id}
        inner = {int(id_) for way in ways.values() for id_ in way[:-1]}
        for row in rows:
            path = [int(id_) for id_ in ways[row.unit_id]]
            path = path[path.index(issuer.id) :] if issuer.id in path else [issuer.id, path[-1]]
            if path[-1] in inner:
                path.append(-path[-1])
            for unit in path:
                before = counts[unit]
                counts[unit] = max(before, row.numerator) if greatest else before + row.numerator
            parents.update(zip(path[1:], path, strict=False))
        if greatest:  # a maximum tells no more about the units below than that none exceeds it
            return {unit for unit, count in counts.items() if 0 < count < indicator.threshold}
        return hidden(counts, parents, indicator.threshold)

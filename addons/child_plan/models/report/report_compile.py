from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...lib.rollup import Figure, Matrix, Tally, add_up, aggregate_sql, by_rule_sql, hidden, value_sql
from .report import IN


def _sum_below(unit, below, upper):
    """``below`` of ``unit`` and of all units of ``upper`` (receiver: those that add up and report to it) below it."""
    total = defaultdict(int, below[unit])
    for each in upper[unit]:
        for id_, count in _sum_below(each, below, upper).items():
            total[id_] += count
    return total


def _columns(rows):
    """The three columns of ``rows``."""
    return [list(column) for column in zip(*rows, strict=True)] or [[], [], []]


class ChildPlanReportCompile(models.Model):
    """Adding up the reports of the units below: level by level into the receiver's report, or straight through."""

    _inherit = "child.plan.report"

    added_from = fields.Json(readonly=True, copy=False, help="The ids of the versions that it was added up from")
    source_ids = fields.Many2many("child.plan.report", string="Added up from", compute="_compute_source_ids")
    source_count = fields.Integer("Reports added up", compute="_compute_sources")
    below_count = fields.Integer("Reports expected from below", compute="_compute_sources")
    outdated = fields.Boolean(
        compute="_compute_sources", help="A report that it was added up from has been corrected or came in since."
    )

    @api.depends("added_from")
    def _compute_source_ids(self):
        for report in self:
            report.source_ids = self.browse(report.added_from or [])

    @api.depends("added_from", "state")
    def _compute_sources(self):
        """Counted as the system: the figures say how many reports they rest on, whoever reads them."""
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

    def action_compile(self):
        """Add up what is in, now and again whenever more has come."""
        self._check_can_edit()
        self.sudo()._fill_in(words=False)
        return True

    def _compile(self):
        """Write the figures of the reports below that are in, for all of these reports at once; as the system. The
        number of queries does not depend on how many reports there are, nor on how many lie below them.
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
        """Fold the figures of ``indicators``, which add up by ``rule``, from the reports ``below`` into the rows of
        these. A row of which nobody below is asked is left alone: it is filled in here.
        """
        expected = [
            (report.id, indicator, count)
            for report, counts in self._expected_below().items()
            for indicator, count in counts.items()
        ]
        self.env.cr.execute(
            SQL(
                """WITH sums AS (
                       SELECT below.receiver_id AS unit_id, v.indicator_id, COALESCE(v.breakdown_id, 0) AS breakdown_id,
                              %(numerator)s AS numerator, %(denominator)s AS denominator, sum(v.reported) AS reported,
                              sum(CASE WHEN v.compiled THEN v.in_time
                                       WHEN COALESCE(below.first_submitted_on, below.submitted_on) <= below.due_on
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
        """``{report: {indicator id: reports with it that are expected below}}`` of these, level by level down to those
        that fill in figures of their own.
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
                if unit:
                    upper[receiver].add(unit)
                else:
                    asked = indicators._asked_of(authority, sectors.browse(sector), receiver in by_authority)
                    for id_ in asked.ids:
                        below[receiver][id_] += count
            for report in reports:
                expected[report] = _sum_below(report.unit_id.id, below, upper)
        return expected

    def _receivers_of_authorities(self, period):
        """The ids of the units that authorities report to: offices beside these are not asked for figures."""
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

    def action_view_below(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_report_action_received")
        return {**action, "domain": self._below_domain(), "context": {"search_default_group_state": 1}}

    # -- straight through --

    @api.model
    def _add_up(self, period, root):
        """``{(unit directly below root, or root, indicator id, breakdown id or None): Tally}`` of all reports below
        ``root`` that are in, added up straight through from those who filled them in. The caller has checked that it
        may be shown.
        """
        self.env["child.plan.indicator.value"].flush_model()
        rows = self._group_below(
            period,
            root,
            SQL(
                """child_plan_indicator_value v JOIN child_plan_report r ON r.id = v.report_id
                     JOIN child_plan_unit u ON u.id = r.unit_id JOIN child_plan_indicator i ON i.id = v.indicator_id"""
            ),
            SQL(
                """i.id, v.breakdown_id, %s, CASE WHEN i.kind = 'ratio' THEN %s END, count(*),
                   count(*) FILTER (WHERE COALESCE(r.first_submitted_on, r.submitted_on) <= r.due_on)""",
                *(SQL(by_rule_sql("i.unit_rule", f"v.{part}")) for part in ("numerator", "denominator")),
            ),
            SQL("r.state IN %s AND v.has_data AND v.compiled IS NOT TRUE", IN),
            SQL(", 2, 3"),
        )
        found = {}
        for unit, indicator, part, numerator, denominator, reported, in_time in rows:
            parts = (None if each is None else float(each) for each in (numerator, denominator))
            figure = Figure(*parts, period.cut_off)
            found[unit, indicator, part] = Tally(figure, reported, reported, in_time)  # nobody else is asked
        for (unit, indicator, part), expected in self._expected_leaves(period, root).items():
            found[unit, indicator, part] = found.get((unit, indicator, part), Tally())._replace(expected=expected)
        return found

    def _expected_leaves(self, period, root):
        """``{(unit directly below root, or root, indicator id, breakdown id or None): reports with it expected}``."""
        indicators = self.env["child.plan.indicator"].union(*period.plan_id._reported_targets())
        by_authority = self._receivers_of_authorities(period)
        groups = self._group_below(
            period,
            root,
            SQL("child_plan_report r JOIN child_plan_unit u ON u.id = r.unit_id"),
            SQL("r.receiver_id, u.kind = 'authority', u.sector_id, count(*)"),
            SQL("r.compiled IS NOT TRUE"),
            SQL(", 2, 3, 4"),
        )
        found, sectors = defaultdict(int), self.env["child.plan.sector"]
        for unit, receiver, authority, sector, count in groups:
            for indicator in indicators._asked_of(authority, sectors.browse(sector), receiver in by_authority):
                for part in [None, *indicator.breakdown_ids.ids]:
                    found[unit, indicator.id, part] += count
        return found

    def _group_below(self, period, root, tables, columns, condition, group):
        """Rows of ``tables`` by the unit directly below ``root`` in which they lie; those of ``root`` itself by it."""
        self.flush_model()
        depth = root.parent_path.count("/")
        query = SQL(
            """SELECT COALESCE(NULLIF(split_part(u.parent_path, '/', %(next)s), '')::integer, %(root)s), %(columns)s
                 FROM %(tables)s
                WHERE r.period_id = %(period)s AND r.current AND u.parent_path LIKE %(path)s AND %(condition)s
                GROUP BY 1%(group)s""",
            next=depth + 1,
            root=root.id,
            columns=columns,
            tables=tables,
            period=period.id,
            path=f"{root.parent_path}%",
            condition=condition,
            group=group,
        )
        return self.env.execute_query(query)

    @api.model
    def _summary_matrix(self, period, root):
        """The matrix of indicators by ``root`` and the units below it, as far as the user may see it.

        Whoever may read the reports of ``root`` may read those below it, so the sums are made as the system. Small
        counts of sensitive indicators are hidden from all but who receives the reports.
        """
        user = self.env.user
        if not self.search_count([("period_id", "=", period.id), ("unit_id", "=", root.id)], limit=1):
            raise AccessError(self.env._("These reports are not yours to see."))
        reports = self.sudo()
        sums = reports._add_up(period.sudo(), root.sudo())
        tallies = {(unit, id_): tally for (unit, id_, part), tally in sums.items() if not part}
        indicators = self.env["child.plan.indicator"].union(*period.sudo().plan_id._reported_targets()).sorted("code")
        ids = {unit for unit, _indicator in tallies}
        children = self.env["child.plan.unit"].browse(ids - {root.id}).sorted()
        columns = [root.id, *([-root.id] if root.id in ids else []), *children.ids]  # -id: what root reports itself
        matrix = Matrix(indicators.ids, columns)
        exact = root in user.child_plan_unit_ids | user.child_plan_authority_ids
        for indicator in indicators:
            own = {unit if unit != root.id else -unit: t for (unit, i), t in tallies.items() if i == indicator.id}
            total = add_up(indicator.unit_rule, dict.fromkeys(own, root.id), own)
            secret = set() if exact or not indicator.sensitive else reports._secret_units(period, indicator)
            factor = indicator.factor if indicator.kind == "ratio" else 1
            for unit, tally in total.items():
                matrix.put(indicator.id, unit, tally, factor, unit in secret and tally.figure.has_data)
        return matrix

    @api.model
    def _secret_units(self, period, indicator):
        """Units of the whole plan whose count of ``indicator`` is hidden from those who need only the sum: the same for
        everybody, so that two tables never tell together what each of them hides. A unit's own count beside those below
        it stands under its negative id.
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
        inner = {int(id_) for row in rows for id_ in row.unit_id.parent_path.split("/")[:-2]}
        for row in rows:
            path = [int(id_) for id_ in row.unit_id.parent_path.split("/") if id_]
            path = path[path.index(issuer.id) :] if issuer.id in path else [issuer.id, path[-1]]
            if path[-1] in inner:
                path.append(-path[-1])
            for unit in path:
                before = counts[unit]
                counts[unit] = max(before, row.numerator) if greatest else before + row.numerator
            parents.update(zip(path[1:], path, strict=False))
        if greatest:  # the greatest above tells no more of those below than that they are not greater
            return {unit for unit, count in counts.items() if 0 < count < indicator.threshold}
        return hidden(counts, parents, indicator.threshold)

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import SQL

from ..rollup import Figure, Matrix, Tally, add_up, combine, hidden
from .child_plan_report import IN


class ChildPlanReportCompile(models.Model):
    """Adding up the reports of the units below: level by level into the receiver's report, or straight through."""

    _inherit = "child.plan.report"

    source_ids = fields.Many2many(
        "child.plan.report",
        "child_plan_report_source_rel",
        "report_id",
        "source_id",
        "Added up from",
        readonly=True,
        copy=False,
    )
    source_count = fields.Integer("Reports added up", compute="_compute_sources")
    below_count = fields.Integer("Reports expected from below", compute="_compute_sources")
    outdated = fields.Boolean(
        compute="_compute_sources", help="A report that it was added up from has been corrected or came in since."
    )

    @api.depends("source_ids", "source_ids.current", "state")
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
        for report in self:
            report._check_can_edit()
            report.sudo()._fill_in(words=False)
        return True

    def _compile(self):
        """Write the figures of the reports below that are in; as the system."""
        self.ensure_one()
        below = self.search([*self._below_domain(), ("state", "in", IN)])
        sums = defaultdict(Tally)
        for row in below.value_ids:
            key = (row.indicator_id, row.breakdown_id)
            tally = Tally(row._figure(), 0, row.reported, row._in_time())
            sums[key] = combine(row.indicator_id.unit_rule, sums[key], tally)
        expected = self._expected_leaves(self.period_id, self.unit_id)
        asked_below = {indicator for counts in expected.values() for indicator in counts}
        rows = {(row.indicator_id, row.breakdown_id): row for row in self.value_ids}
        for key, row in rows.items():
            if key[0].id not in asked_below and key not in sums:
                continue  # nobody below is asked: it is filled in here
            tally = sums[key]
            row.write(
                {
                    "compiled": True,
                    "has_data": tally.figure.has_data,
                    "numerator": tally.figure.numerator or 0.0,
                    "denominator": tally.figure.denominator or 0.0,
                    "expected": sum(counts.get(key[0].id, 0) for counts in expected.values()),
                    "reported": tally.reported,
                    "in_time": tally.in_time,
                }
            )
        self.source_ids = [Command.set(below.ids)]

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

    def _expected_leaves(self, period, root):
        """``{unit directly below root, or root: {indicator id: reports with it that are expected}}``."""
        indicators = period.plan_id._reported_targets()
        groups = self._group_below(
            period,
            root,
            SQL("child_plan_report r JOIN child_plan_unit u ON u.id = r.unit_id"),
            SQL("u.kind = 'authority', u.sector_id, count(*)"),
            SQL("r.compiled IS NOT TRUE"),
            SQL(", 2, 3"),
        )
        everybody = any(is_authority for _unit, is_authority, _sector, _count in groups)
        found = defaultdict(lambda: defaultdict(int))
        for unit, is_authority, sector, count in groups:
            for indicator in indicators:
                if is_authority or (not everybody and indicator.sector_id.id == sector):
                    found[unit][indicator.id] += count
        return found

    @api.model
    def _add_up(self, period, root):
        """``{(unit directly below root, indicator id): Tally}`` of all reports below ``root`` that are in, added up
        straight through from those who filled them in. One query; the caller has checked that it may be shown.
        """
        self.env["child.plan.indicator.value"].flush_model()
        rows = self._group_below(
            period,
            root,
            SQL(
                """child_plan_indicator_value v JOIN child_plan_report r ON r.id = v.report_id
                     JOIN child_plan_unit u ON u.id = r.unit_id"""
            ),
            SQL(
                """v.indicator_id, sum(v.numerator), sum(v.denominator), max(v.numerator), count(*),
                   count(*) FILTER (WHERE r.submitted_on <= r.due_on)"""
            ),
            SQL("r.state IN %s AND v.has_data AND v.compiled IS NOT TRUE AND v.breakdown_id IS NULL", IN),
            SQL(", 2"),
        )
        indicators = {i.id: i for i in self.env["child.plan.indicator"].browse({row[1] for row in rows})}
        expected = self._expected_leaves(period, root)
        found = {}
        for unit, id_, numerator, denominator, greatest, reported, in_time in rows:
            indicator = indicators[id_]
            if indicator.kind == "ratio":
                figure = Figure(float(numerator), float(denominator), period.cut_off)
            else:
                total = numerator if indicator.unit_rule == "sum" else greatest
                figure = Figure(float(total), None, period.cut_off)
            found[unit, id_] = Tally(figure, reported, reported, in_time)  # nobody else is asked
        for unit, counts in expected.items():
            for id_, count in counts.items():
                found[unit, id_] = found.get((unit, id_), Tally())._replace(expected=count)
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
        tallies = reports._add_up(period.sudo(), root.sudo())
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
        counts, parents = defaultdict(float), {}
        issuer = period.sudo().plan_id.issuer_id
        inner = {int(id_) for row in rows for id_ in row.unit_id.parent_path.split("/")[:-2]}
        for row in rows:
            path = [int(id_) for id_ in row.unit_id.parent_path.split("/") if id_]
            path = path[path.index(issuer.id) :] if issuer.id in path else [issuer.id, path[-1]]
            if path[-1] in inner:
                path.append(-path[-1])
            for unit in path:
                counts[unit] += row.numerator
            parents.update(zip(path[1:], path, strict=False))
        return hidden(counts, parents, indicator.threshold)

"""A plan of the district with two targets, and a period for which the wards report."""

from ..common import PlanCase


class ReportCase(PlanCase):
    """Both wards have work in ``plan`` and report ``share`` (a sensitive ratio) and ``rooms`` (a number).

    The period was cut off on 1 March 2026, ten days ago; reports are due at the district on 20 March.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share = cls.env["child.plan.indicator"].create(
            {"name": "Trẻ em được tư vấn", "code": "T-1", "kind": "ratio", "sensitive": True, "threshold": 5}
        )
        cls.rooms = cls.env["child.plan.indicator"].create(
            {"name": "Phòng tư vấn", "code": "T-2", "kind": "number", "factor": 1, "time_rule": "sum"}
        )
        cls.reported_plan = cls.plan()
        cls.env["child.plan.target"].create(
            [
                {
                    "plan_id": cls.reported_plan.id,
                    "name": indicator.name,
                    "indicator_id": indicator.id,
                    "value": value,
                    "year": 2026,
                }
                for indicator, value in ((cls.share, 80), (cls.rooms, 3))
            ]
        )
        cls.task(cls.reported_plan, [cls.wards])
        cls.issue(cls.reported_plan)
        cls.period = cls.open_period()

    @classmethod
    def open_period(cls, plan=None, **vals):
        vals = {
            "kind": "quarterly",
            "date_start": "2025-12-15",
            "cut_off": "2026-03-01",
            "due_on": "2026-03-20",
            **vals,
        }
        return cls.env["child.plan.report.period"].create({"plan_id": (plan or cls.reported_plan).id, **vals})

    def report(self, unit, period=None, user=None):
        """Return the current report of ``unit``, as ``user``."""
        reports = (period or self.period).report_ids.filtered(lambda r: r.unit_id == unit and r.current)
        return reports.with_user(user) if user else reports

    def fill(self, report, share=(8, 10), rooms=1, results="Đã làm"):
        """Open the report as its user, enter figures and texts. Return the grid."""
        report.action_open()
        rows = {row["code"]: row for row in report.get_grid()["rows"]}
        grid = report.save_grid(
            [
                {"id": rows["T-1"]["id"], "numerator": share[0], "denominator": share[1]},
                {"id": rows["T-2"]["id"], "numerator": rooms},
            ]
        )
        report.results = results
        return grid

    def hand_in(self, unit, user, **figures):
        report = self.report(unit, user=user)
        self.fill(report, **figures)
        report.action_submit()
        return report

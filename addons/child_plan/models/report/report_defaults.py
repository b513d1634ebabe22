from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...lib.status import MONTHS

DEFAULTS = {"cut_off_day": 14, "due_day": 25, "province_days": 3, "district_days": 2, "commune_days": 1}


class ChildPlanReportSchedule(models.Model):
    """The default cut-off and due dates of reports of a kind, where the plan gives none (Decree 09/2019/NĐ-CP)."""

    _name = "child.plan.report.schedule"
    _inherit = ["child.plan.shared.list.mixin"]
    _description = "Default Dates of Reports"
    _order = "id"
    _rec_name = "kind"

    kind = fields.Selection(
        [
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("half_yearly", "Half-yearly"),
            ("yearly", "Yearly"),
        ],
        required=True,
    )
    cut_off_day = fields.Integer(
        default=DEFAULTS["cut_off_day"], required=True, help="Day of the period's last month up to which is counted"
    )
    due_day = fields.Integer(
        "Due to the nation on",
        default=DEFAULTS["due_day"],
        required=True,
        help="Day of the period's last month by which the provinces have reported",
    )
    province_days = fields.Integer(
        default=DEFAULTS["province_days"], required=True, help="Working days in which a province adds up and reports"
    )
    district_days = fields.Integer(default=DEFAULTS["district_days"], required=True)
    commune_days = fields.Integer(default=DEFAULTS["commune_days"], required=True)

    _kind_unique = models.Constraint("UNIQUE (kind)", "There are already dates for this kind of report.")

    @api.constrains("cut_off_day", "due_day", "province_days", "district_days", "commune_days")
    def _check_days(self):
        for schedule in self:
            days = (schedule.province_days, schedule.district_days, schedule.commune_days)
            if not (1 <= schedule.cut_off_day <= 31 and 1 <= schedule.due_day <= 31) or min(days) < 1:
                raise ValidationError(
                    self.env._("Give days from 1 to 31; each level has at least one working day for its report.")
                )

    def _of_kind(self, kind):
        """Return the default dates for ``kind``; reports that do not recur use those of the year.

        Dates that nobody has set are those of the decree.
        """
        kind = kind if kind in MONTHS else "yearly"
        defaults = self.sudo().search([("kind", "=", kind)], limit=1)
        return {name: defaults[name] or default for name, default in DEFAULTS.items()}

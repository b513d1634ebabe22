from datetime import date

from odoo import api, fields, models
from odoo.tools import ormcache


class ChildPlanDayOff(models.Model):
    """A day of the working calendar that differs from the week: a holiday, or a weekend day worked in exchange."""

    _name = "child.plan.day.off"
    _description = "Day Off"
    _order = "day desc"
    _rec_name = "day"

    day = fields.Date(required=True)
    name = fields.Char("Occasion", required=True, translate=True)
    provisional = fields.Boolean("Expected", help="Worked out from the calendar: not announced by the authorities yet")
    working = fields.Boolean("Worked in exchange", help="A Saturday or Sunday that is worked instead of another day.")

    _day_unique = models.Constraint("UNIQUE (day)", "This day is already in the working calendar.")

    @api.model_create_multi
    def create(self, vals_list):
        before, days = self._special_days(), super().create(vals_list)
        self._calendar_changed(before)
        return days

    def write(self, vals):
        before, result = self._special_days(), super().write(vals)
        self._calendar_changed(before)
        return result

    def unlink(self):
        before, result = self._special_days(), super().unlink()
        self._calendar_changed(before)
        return result

    def _calendar_changed(self, before):
        self.env.registry.clear_cache()
        changed = {day for day, _works in before.items() ^ self._special_days().items()}
        if changed:
            self._on_days_changed(changed)

    def _on_days_changed(self, days):
        """React to the set of ``days`` being worked or off now. Extend for what is derived from the calendar."""

    @ormcache()
    def _special_days(self) -> dict[date, bool]:
        """Return ``{day: whether it is worked}``, as :func:`..status.days_late` expects it.

        The calendar is not confidential, so it is read with ``sudo()`` and cached for all users.
        """
        return {row["day"]: row["working"] for row in self.sudo().search_read([], ["day", "working"])}

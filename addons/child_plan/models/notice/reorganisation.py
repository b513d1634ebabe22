from odoo import models
from odoo.tools import SQL


class ChildPlanReorganisation(models.Model):
    """The people of the heirs are told, in one letter each, what has come to their unit."""

    _inherit = "child.plan.reorganisation"

    def _apply(self):
        result = super()._apply()
        self._tell_heirs()
        return result

    def _tell_heirs(self):
        rows = self.env.execute_query(
            SQL(
                """SELECT there.unit_id, count(DISTINCT there.id) FROM child_plan_assignment AS work
                     JOIN child_plan_assignment AS there ON there.id = work.merged_into_id
                    WHERE work.unit_id = ANY(%s) GROUP BY there.unit_id""",
                self._ended_ids(),
            )
        )
        work = dict(rows)
        of_heir = self.line_ids.filtered("heir_id").grouped("heir_id")
        units = self.env["child.plan.unit"].union(*of_heir)
        letters, told = [], self.env["res.users"]
        reached = units.user_ids.filtered_domain(self.env["child.plan.letter"]._reached())
        for unit, lines in of_heir.items():
            for user in (unit.user_ids & reached) - told:
                said = self.with_context(lang=user.lang)
                letters.append({"user": user, "unit": unit, **said._heir_letter(unit, lines, work.get(unit.id, 0))})
            told |= unit.user_ids
        self.env["child.plan.letter"]._deliver("now", letters)

    def _heir_letter(self, unit, lines, count):
        """Return subject and body of what ``unit`` got by ``lines``: so many pieces of open work with it."""
        names = lines.unit_id.mapped("name")
        return {
            "subject": self.env._("%(unit)s has taken over from others: %(name)s", unit=unit.name, name=self.name),
            "body": self.env._(
                "From %(day)s on, in place of %(units)s. Open work that came with it: %(count)s.",
                day=self._in_words(self.day),
                units=", ".join(names[:8]) + (" …" if len(names) > 8 else ""),
                count=count,
            ),
        }

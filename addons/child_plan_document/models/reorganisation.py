from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ChildPlanReorganisation(models.Model):
    """Documents that a unit takes in go on with its heir, who else could not finish what was begun."""

    _inherit = "child.plan.reorganisation"

    def _counted(self, ids):
        readings = SQL(
            """SELECT issuer_id AS unit_id FROM child_plan_import
                WHERE issuer_id = ANY(%s) AND state IN ('reading', 'review')""",
            ids,
        )
        return [*super()._counted(ids), (self.env._("Documents being taken in"), readings)]

    def _uses(self, units):
        readings = Domain("issuer_id", "in", units.ids) | Domain("standing_unit_id", "in", units.ids)
        return [*super()._uses(units), ("child.plan.import", readings)]

    def _carry_over(self):
        """Carry the readings over, but one of a document that the heir is reading already."""
        result = super()._carry_over()
        issuer, standing = (
            SQL("COALESCE(%s, reading.%s)", self._heir(SQL("reading.%s", SQL.identifier(name))), SQL.identifier(name))
            for name in ("issuer_id", "standing_unit_id")
        )
        moving = SQL(
            """SELECT reading.id, %s AS issuer_id, %s AS standing_unit_id, reading.checksum, reading.state
                 FROM child_plan_import AS reading
                WHERE reading.issuer_id = ANY(%s) OR reading.standing_unit_id = ANY(%s)""",
            issuer,
            standing,
            self._ended_ids(),
            self._ended_ids(),
        )
        self._update_rows(
            "child_plan_import",
            ["issuer_id", "standing_unit_id"],
            SQL(
                """SELECT moving.id, moving.issuer_id, moving.standing_unit_id FROM (%s) AS moving
                    WHERE moving.state NOT IN ('reading', 'review') OR (
                          NOT EXISTS (SELECT FROM child_plan_import AS other WHERE other.id != moving.id
                              AND other.issuer_id = moving.issuer_id AND other.checksum = moving.checksum
                              AND other.state IN ('reading', 'review'))
                          AND NOT EXISTS (SELECT FROM (%s) AS twin WHERE twin.id < moving.id
                              AND twin.issuer_id = moving.issuer_id AND twin.checksum = moving.checksum
                              AND twin.state IN ('reading', 'review')))""",
                moving,
                moving,
            ),
        )
        return result

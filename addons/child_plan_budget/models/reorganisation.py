from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

LEVELS = ("province_id", "district_id", "commune_id")


class ChildPlanReorganisation(models.Model):
    """Money of the year of a reorganisation, and of later years, goes to the heirs with its entries and sums.

    Earlier years are settled by the unit that spent them (``budget_ended.py``).
    """

    _inherit = "child.plan.reorganisation"

    def _counted(self, ids):
        query = SQL(
            "SELECT unit_id FROM child_plan_budget_line WHERE unit_id = ANY(%s) AND year >= %s",
            ids,
            (self.day or fields.Date.today()).year,
        )
        return [*super()._counted(ids), (self.env._("Money lines"), query)]

    def _uses(self, units):
        return [*super()._uses(units), ("child.plan.budget.line", Domain("unit_id", "in", units.ids))]

    def _carry_over(self):
        result = super()._carry_over()
        self.env.cr.execute(
            SQL(
                """CREATE TEMP TABLE reorganised_money ON COMMIT DROP AS
                   SELECT line.id, line.plan_id, line.unit_id AS old_id, %s AS heir_id FROM child_plan_budget_line
                       AS line
                    WHERE line.unit_id = ANY(%s) AND line.year >= %s""",
                self._heir(SQL("line.unit_id"), "child.plan", SQL("line.plan_id")),
                self._ended_ids(),
                self.day.year,
            )
        )
        self.env.cr.execute("DELETE FROM reorganised_money WHERE heir_id IS NULL")
        moved = SQL("reorganised_money AS moved JOIN child_plan_unit AS unit ON unit.id = moved.heir_id")
        self._update_rows(
            "child_plan_budget_line",
            ["unit_id", *LEVELS],
            SQL(
                "SELECT moved.id, unit.id, %s FROM %s",
                SQL(", ").join(SQL.identifier("unit", name) for name in LEVELS),
                moved,
            ),
        )
        for table in ("child_plan_budget_entry", "child_plan_budget_spending"):
            self._update_rows(
                table,
                ["unit_id"],
                SQL(
                    """SELECT row.id, moved.heir_id FROM %s AS row JOIN reorganised_money AS moved
                        ON moved.id = row.line_id""",
                    SQL.identifier(table),
                ),
            )
        rows = self.env.execute_query(
            SQL(
                """SELECT plan_id, heir_id, array_agg('KP' || lpad(moved.id::text, 5, '0') ORDER BY moved.id), old.name
                     FROM reorganised_money AS moved JOIN child_plan_unit AS old ON old.id = moved.old_id
                    GROUP BY plan_id, heir_id, old.id, old.name ORDER BY plan_id, heir_id, old.id"""
            )
        )
        self.env.cr.execute("DROP TABLE reorganised_money")
        self.env.invalidate_all(flush=False)
        names = {unit.id: unit.name for unit in self.env["child.plan.unit"].browse({row[1] for row in rows})}
        self._add_to_journal(
            [
                {
                    "kind": "unit",
                    "plan_id": plan,
                    "unit_id": heir,
                    "old_value": f"{old}: {', '.join(codes[:20])}{' …' if len(codes) > 20 else ''}",
                    "new_value": names[heir],
                    "reason": self._reason(),
                }
                for plan, heir, codes, old in rows
            ]
        )
        return result

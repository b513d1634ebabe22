"""Fill the level columns of budget lines by one statement, before the ORM would fill them row by row."""


def migrate(cr, version):
    cr.execute(
        """ALTER TABLE child_plan_budget_line
             ADD COLUMN province_id integer, ADD COLUMN district_id integer, ADD COLUMN commune_id integer"""
    )
    cr.execute(
        """UPDATE child_plan_budget_line AS line
              SET province_id = unit.province_id, district_id = unit.district_id, commune_id = unit.commune_id
             FROM child_plan_unit AS unit WHERE line.unit_id = unit.id"""
    )

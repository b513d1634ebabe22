"""Fill the level columns of units and assignments by two statements, before the ORM would fill them row by row."""

COLUMNS = """
    ALTER TABLE child_plan_unit
        ADD COLUMN province_id integer, ADD COLUMN district_id integer, ADD COLUMN commune_id integer;
    ALTER TABLE child_plan_assignment
        ADD COLUMN province_id integer, ADD COLUMN district_id integer, ADD COLUMN commune_id integer;
"""
UNITS = """
    UPDATE child_plan_unit AS unit
       SET province_id = found.province_id, district_id = found.district_id, commune_id = found.commune_id
      FROM (SELECT below.id,
                   (array_agg(above.id ORDER BY length(above.parent_path) DESC)
                        FILTER (WHERE above.level = 'province'))[1] AS province_id,
                   (array_agg(above.id ORDER BY length(above.parent_path) DESC)
                        FILTER (WHERE above.level = 'district'))[1] AS district_id,
                   (array_agg(above.id ORDER BY length(above.parent_path) DESC)
                        FILTER (WHERE above.level = 'commune'))[1] AS commune_id
              FROM child_plan_unit AS below
             CROSS JOIN unnest(string_to_array(below.parent_path, '/')) AS step
              JOIN child_plan_unit AS above ON above.id = NULLIF(step, '')::int AND above.kind = 'authority'
             GROUP BY below.id) AS found
     WHERE unit.id = found.id
"""
WORK = """
    UPDATE child_plan_assignment AS work
       SET province_id = unit.province_id, district_id = unit.district_id, commune_id = unit.commune_id
      FROM child_plan_unit AS unit
     WHERE unit.id = work.unit_id
"""


def migrate(cr, version):
    cr.execute(COLUMNS)
    cr.execute(UNITS)
    cr.execute(WORK)

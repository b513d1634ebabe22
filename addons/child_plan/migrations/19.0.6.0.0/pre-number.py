"""Tell plans apart that have the number of an earlier one of the same issuer and year, which can no longer be."""


def migrate(cr, version):
    cr.execute(
        """WITH ranked AS (
                SELECT id, number, row_number() OVER (
                           PARTITION BY issuer_id, upper(regexp_replace(number, '\\s', '', 'g')),
                                        EXTRACT(YEAR FROM COALESCE(issued_on, period_start))
                           ORDER BY id) AS rank
                  FROM child_plan WHERE number IS NOT NULL AND number != '' AND active
           ), told AS (
                UPDATE child_plan AS plan SET number = ranked.number || ' (' || ranked.rank || ')'
                  FROM ranked WHERE ranked.id = plan.id AND ranked.rank > 1
                RETURNING plan.id, ranked.number AS old, plan.number AS new
           )
           INSERT INTO child_plan_journal (day, happened_at, user_id, kind, plan_id, old_value, new_value, reason,
                                           create_uid, create_date, write_uid, write_date)
           SELECT current_date, now() AT TIME ZONE 'UTC', 1, 'plan', id, old, new,
                  'Số, ký hiệu trùng với kế hoạch có trước của cùng cơ quan trong năm',
                  1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
             FROM told"""
    )

-- Illustrative figures of the reports that child_plan_report_demo.xml begins, and how far each has come.
-- Only once: an update of the addon reads this file again, and what somebody tried out since then stays as it is.
DO $$ BEGIN
IF EXISTS (
    SELECT FROM child_plan_report r JOIN ir_model_data p ON p.res_id = r.period_id
     WHERE p.module = 'child_plan' AND p.name = 'child_plan_report_period_lb_before' AND r.state = 'accepted'
) THEN
    RETURN;
END IF;

WITH units AS (
    SELECT id, row_number() OVER (ORDER BY code, id) AS n FROM child_plan_unit
), figures AS (
    SELECT v.id, i.kind, i.factor, COALESCE(t.value, 80) AS target, t.comparator, u.n,
           CASE WHEN i.code IN ('SKTT-01', 'TEMC-01') THEN 12 + (u.n * 7 + i.id * 3) % 40
                WHEN i.factor = 100000 THEN 12000 + (i.id * 37) % 900 ELSE 400 + (i.id * 37) % 900 END AS whole,
           CASE WHEN p.res_id IS NULL THEN 0 ELSE 1 END AS now
      FROM child_plan_indicator_value v
      JOIN child_plan_indicator i ON i.id = v.indicator_id
      JOIN units u ON u.id = v.unit_id
      LEFT JOIN child_plan_target t ON t.indicator_id = i.id AND t.plan_id = v.plan_id
      LEFT JOIN ir_model_data p ON p.module = 'child_plan' AND p.name = 'child_plan_report_period_lb_now'
       AND p.res_id = v.period_id
     WHERE v.compiled IS NOT TRUE
), counted AS (
    SELECT id, kind, factor, whole,
           CASE WHEN kind = 'number' THEN n % 2
                WHEN comparator IN ('le', 'lt') THEN round(whole * target / factor * (CASE WHEN id % 4 = 0 THEN 1.4 ELSE 0.8 END))
                ELSE LEAST(whole, floor(whole * target / 100 * (0.78 + (n + id) % 5 * 0.05 + now * 0.06)))
           END AS part
      FROM figures
)
UPDATE child_plan_indicator_value v
   SET has_data = TRUE, reported = 1, numerator = part,
       denominator = CASE WHEN kind = 'ratio' THEN whole ELSE 0 END,
       value = CASE WHEN kind = 'ratio' THEN round((part * factor / whole)::numeric, 4) ELSE part END
  FROM counted WHERE counted.id = v.id;

UPDATE child_plan_report r
   SET state = 'accepted', submitted_on = r.due_on - CASE WHEN r.unit_id % 6 = 0 THEN -2 ELSE r.unit_id % 4 END,
       decided_on = r.due_on + 3, submitted_by = 1, decided_by = 1
  FROM ir_model_data p
 WHERE p.module = 'child_plan' AND r.state = 'draft' AND r.compiled IS NOT TRUE
   AND (p.res_id = r.period_id AND p.name IN ('child_plan_report_period_lb_before', 'child_plan_report_period_nh')
        OR p.res_id = r.plan_id AND p.name = 'child_plan_cao_loc');

WITH begun AS (
    SELECT r.id, row_number() OVER (ORDER BY u.code) AS n
      FROM child_plan_report r JOIN child_plan_unit u ON u.id = r.unit_id
      JOIN ir_model_data p ON p.module = 'child_plan' AND p.name = 'child_plan_report_period_lb_now' AND p.res_id = r.period_id
     WHERE r.state = 'draft' AND r.compiled IS NOT TRUE
)
UPDATE child_plan_report r
   SET state = CASE WHEN n <= 5 THEN 'accepted' WHEN n <= 9 THEN 'submitted' WHEN n = 10 THEN 'returned' ELSE 'draft' END,
       submitted_on = CASE WHEN n <= 9 THEN r.due_on - 6 END,
       submitted_by = CASE WHEN n <= 9 THEN 1 END,
       decided_on = CASE WHEN n <= 5 OR n = 10 THEN r.due_on - 5 END,
       decided_by = CASE WHEN n <= 5 OR n = 10 THEN 1 END,
       reason = CASE WHEN n = 10 THEN 'Tổng số trẻ em mồ côi chưa khớp với danh sách rà soát tháng trước' END
  FROM begun WHERE begun.id = r.id;

END $$;

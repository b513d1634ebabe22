"""Link units' copies of milestones to the plans' milestones from which they were copied."""


def migrate(cr, version):
    cr.execute(
        """UPDATE child_plan_milestone AS copied SET demand_id = demand.id
             FROM (SELECT min(id) AS id, task_id, name, due_on FROM child_plan_milestone
                    WHERE assignment_id IS NULL GROUP BY task_id, name, due_on) AS demand
            WHERE copied.assignment_id IS NOT NULL AND copied.demanded AND copied.demand_id IS NULL
              AND (copied.task_id, copied.name, copied.due_on) = (demand.task_id, demand.name, demand.due_on)"""
    )

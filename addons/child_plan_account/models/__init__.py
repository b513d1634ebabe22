from . import child_plan_budget_line

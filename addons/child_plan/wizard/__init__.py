from . import child_plan_issue
from . import child_plan_decision
from . import child_plan_bulk_update
from . import child_plan_report_reason
from . import child_plan_report_upload
from . import child_plan_budget_enter
from . import child_plan_budget_sheet
from . import child_plan_budget_export

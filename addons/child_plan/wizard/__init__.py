from .unit import dialog_mixin
from .work import issue
from .work import decision
from .work import bulk_update
from .work import plan_copy
from .report import report_ask
from .report import report_reason
from .report import report_upload

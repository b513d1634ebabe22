from . import test_decisions
from . import test_no_slips
from . import test_plan_copy
from . import test_task_sector
from . import test_together

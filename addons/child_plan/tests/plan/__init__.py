from . import test_decisions
from . import test_issue
from . import test_issuing
from . import test_plan_copy

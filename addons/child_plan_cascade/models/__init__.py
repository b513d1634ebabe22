from . import task
from . import plan
from . import plan_cascade
from . import coverage
from . import superior_change

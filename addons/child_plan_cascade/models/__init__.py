from . import task
from . import plan
from . import plan_cascade
from . import plan_link
from . import coverage
from . import superior_change

from . import test_dashboard_memory
from . import test_dashboard_rest_memory
from . import test_tally

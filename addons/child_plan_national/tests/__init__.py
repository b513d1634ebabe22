from . import test_assignment_rollup
from . import test_dashboard_counts
from . import test_dashboard_sections

from . import test_dashboard
from . import test_dashboard_reports
from . import test_dashboard_types
from . import test_guides
from . import test_leader_ask_tours
from . import test_leader_many_tours
from . import test_timeline
from . import test_timeline_tours

from . import assignment_rollup
from . import subtree
from . import assignment
from . import unit
from . import dashboard_cache
from . import dashboard
from . import check

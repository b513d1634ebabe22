from . import test_compat
from . import test_day_off
from . import test_levels
from . import test_setup

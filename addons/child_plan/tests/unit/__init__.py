from . import test_backup
from . import test_check
from . import test_compat
from . import test_day_off
from . import test_file_store
from . import test_levels
from . import test_setup

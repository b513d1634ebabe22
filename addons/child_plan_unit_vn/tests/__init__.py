from . import test_official
from . import test_unit_load

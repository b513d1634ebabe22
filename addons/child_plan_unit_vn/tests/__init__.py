from . import test_access
from . import test_official
from . import test_official_reorganisation
from . import test_unit_load
from . import test_unit_load_tours
from . import test_reform_demo

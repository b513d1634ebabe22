from . import test_cascade
from . import test_cascade_access
from . import test_cascade_tours
from . import test_superior_change

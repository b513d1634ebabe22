from . import test_analytic
from . import test_probe

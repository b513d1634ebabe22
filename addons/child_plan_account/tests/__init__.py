from . import test_analytic

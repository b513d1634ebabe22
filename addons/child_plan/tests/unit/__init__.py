from . import test_compat, test_levels

from . import test_official

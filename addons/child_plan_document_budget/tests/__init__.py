from . import test_import_funding

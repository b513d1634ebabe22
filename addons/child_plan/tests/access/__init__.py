from . import test_access_actions
from . import test_access_guards
from . import test_access_matrix
from . import test_part_rights
from . import test_locked_fields

from . import test_access
from . import test_hoot
from . import test_import_files
from . import test_import_plan
from . import test_import_reading
from . import test_import_real_plans
from . import test_import_tour

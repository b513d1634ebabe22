from . import budget_enter
from . import budget_import
from . import budget_import_entries
from . import budget_export
from . import issue

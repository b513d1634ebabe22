from . import report_form
from . import list_export
from . import entry_form
from . import calendar
from . import doors
from . import exports
from . import journal_export
from . import backup

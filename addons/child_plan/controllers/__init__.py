from . import report_form
from . import calendar
from . import journal_export

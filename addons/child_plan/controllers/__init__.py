from . import report_form
from . import list_export
from . import calendar

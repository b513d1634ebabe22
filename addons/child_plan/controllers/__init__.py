from . import report_form
from . import calendar

from . import report_form
from . import calendar
from . import doors
from . import exports

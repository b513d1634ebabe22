from . import report_form
from . import calendar
from . import document_import

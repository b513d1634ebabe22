from . import report_form

from . import calendar
from . import document_import

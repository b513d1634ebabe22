from . import test_calendar_feed
from . import test_digest
from . import test_escalation
from . import test_letters_bulk
from . import test_letters_in_odoo
from . import test_letters_smtp
from . import test_notices
from . import test_reminders

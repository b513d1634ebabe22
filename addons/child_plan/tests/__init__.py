from . import test_demo
from . import test_help
from . import test_hoot
from . import test_tours

from .access import *
from .notice import *
from .plan import *
from .probe import *
from .report import *
from .steering import *
from .unit import *
from .work import *
from . import test_accessibility

from . import unit
from . import plan
from . import work
from . import notice
from . import report
from . import steering

from . import sector
from . import day_off
from . import unit
from . import unit_access
from . import res_users

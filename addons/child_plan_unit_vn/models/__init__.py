from . import unit_load
from . import reorganisation

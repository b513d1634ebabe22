from . import unit_load

from . import import_funding

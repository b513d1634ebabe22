from . import cascade

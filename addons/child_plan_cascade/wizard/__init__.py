from . import cascade, issue

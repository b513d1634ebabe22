from . import paper_withdraw

from . import paper_money

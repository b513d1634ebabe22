from . import test_paper_money

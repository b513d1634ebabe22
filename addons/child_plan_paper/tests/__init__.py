from . import test_access, test_making, test_paper, test_papers_of_records, test_template

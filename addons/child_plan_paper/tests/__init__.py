from . import test_access, test_making, test_paper, test_paper_tours, test_papers_of_records, test_template

from . import test_any_paper
from . import test_html
from . import test_pages
from . import test_pdf
from . import test_plan_paper
from . import test_tree
from . import test_word

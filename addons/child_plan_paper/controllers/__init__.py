from . import paper_file

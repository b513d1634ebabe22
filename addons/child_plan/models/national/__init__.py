from . import rollup
from . import rollup_memory
from . import dashboard_cache

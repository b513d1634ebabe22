from . import test_known_ways
from . import test_probe
from . import test_probe_http
from . import test_steering_ways

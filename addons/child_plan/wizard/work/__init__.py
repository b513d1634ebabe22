from . import decline
from . import hand_over


from . import decline

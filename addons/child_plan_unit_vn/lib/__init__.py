from .names import name_key
from .official import official
from .recognise import Recogniser, Row, state_of

from .names import body_key, name_key
from .official import REFORM, official
from .recognise import Recogniser, Row, state_of

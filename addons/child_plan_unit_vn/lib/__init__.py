from .names import full_name, name_key
from .official import Official, Unit, official

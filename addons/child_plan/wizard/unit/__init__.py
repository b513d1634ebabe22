from . import dialog_mixin
from . import upload_mixin

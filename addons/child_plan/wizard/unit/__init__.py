from . import dialog_mixin

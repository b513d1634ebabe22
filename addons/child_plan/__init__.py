from . import controllers
from . import models
from . import wizard


def uninstall_hook(env):
    """Remove what no model names: the function that protects the journal, with its triggers."""
    env.cr.execute("DROP FUNCTION child_plan_refuse_change CASCADE")

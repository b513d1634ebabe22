from . import controllers
from . import models
from . import wizard


def uninstall_hook(env):
    """Take away what no model of the addon names: the tables of the sums and what keeps them."""
    env["child.plan.tally"]._drop()

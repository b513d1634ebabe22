from . import models


def post_init_hook(env):
    """Fill the sums from the assignments that are there already."""
    env["child.plan.assignment.rollup"]._rebuild()


def uninstall_hook(env):
    """Remove what no model of the addon names: the tables of the sums, and the triggers that keep them."""
    env["child.plan.assignment.rollup"]._drop()

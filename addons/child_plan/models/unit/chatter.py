"""The fields that Odoo's mixins of chatter and activities bring to a model."""


def chatter_fields(env):
    """Return their names. Odoo checks who writes them; our lists of fields speak of all others."""
    return {*env["mail.thread"]._fields, *env["mail.activity.mixin"]._fields}

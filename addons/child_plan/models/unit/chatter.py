"""Names of the fields that Odoo's chatter and activity mixins add to a model."""


def chatter_fields(env):
    """Return the names of those fields.

    Odoo itself checks who may write them, so the write guards of this module leave them out.
    """
    return {*env["mail.thread"]._fields, *env["mail.activity.mixin"]._fields}

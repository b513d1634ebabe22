from unittest import TestCase


class PureCase(TestCase):
    """A test that needs no Odoo. Odoo's own runner takes only classes with these attributes, which `BaseCase` sets."""

    test_tags = frozenset({"standard", "post_install"})

    def __init_subclass__(cls):
        result = super().__init_subclass__()
        cls.test_module = cls.__module__.removeprefix("odoo.addons.").partition(".")[0]
        return result

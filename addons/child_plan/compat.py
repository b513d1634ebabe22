"""Parts of Odoo that are used although Odoo promises nothing about them. They are named here and nowhere else;
``tests/unit/test_compat.py`` says what stops working when Odoo changes one.
"""

import xlsxwriter

# The shapes of a domain: whether a record rule or a filter plainly says what is counted beforehand or tracked.
from odoo.orm.domains import DomainAnd, DomainBool, DomainCondition, DomainNary, DomainNot, DomainOr

# The id of a row that is not saved yet: it can lead to nothing that the user must not read.
from odoo.orm.identifiers import NewId
from odoo.tools import config

# A bounded memory of what was computed last, one in each registry.
from odoo.tools.lru import LRU

# A mail server could not be reached or refused a mail: its cause tells an address refused for good from the rest.
from odoo.addons.base.models.ir_mail_server import MailDeliveryException

# Has the user give the password once more, in the last ten minutes, before what must not be done by who finds a desk
# left open.
from odoo.addons.base.models.res_users import check_identity

# What Odoo's import answers to a file that cannot be read: its attributes become the message of the page.
from odoo.addons.base_import.models.base_import import ImportValidationError

__all__ = [
    "LRU",
    "RULE_CONTEXT",
    "DomainAnd",
    "DomainBool",
    "DomainCondition",
    "DomainNary",
    "DomainNot",
    "DomainOr",
    "ImportValidationError",
    "MailDeliveryException",
    "NewId",
    "check_identity",
    "kept_in_registry",
    "on_primary",
    "replica_state",
    "rule_domain",
]

#: What of the context the record rules depend on, as a key of ``ormcache``.
RULE_CONTEXT = "tuple(self.env['ir.rule']._compute_domain_context_values())"


def rule_domain(model):
    """The domain of the rows of ``model`` that the record rules let the user read, as it is written: asked what it
    says, not which rows there are.
    """
    return model.env["ir.rule"]._compute_domain(model._name, "read")


def kept_in_registry(env, name, first):
    """What this process keeps for the database under ``name``, ``first`` in the beginning; gone with the registry."""
    return env.registry.__dict__.setdefault(f"child_plan_{name}", first)


def on_primary(method):
    """Have Odoo answer calls of ``method`` from the primary, although what it overrides is ``api.readonly``."""
    method._readonly = False
    return method


def replica_state(env):
    """Say what this process does with the replica of ``db_replica_host``: ``"none"`` there is none, ``"used"``,
    ``"left"`` for twenty minutes after it did not answer.
    """
    if not config["db_replica_host"]:
        return "none"
    return "used" if env.registry._db_readonly_failed_time is None else "left"


class _TextWorkbook(xlsxwriter.Workbook):
    """A workbook that writes texts as texts. Odoo's exports of lists and pivots hand names over as they are, and the
    library would make formulas and links of them.
    """

    def __init__(self, filename=None, options=None):
        super().__init__(filename, {"strings_to_formulas": False, "strings_to_urls": False, **(options or {})})


xlsxwriter.Workbook = _TextWorkbook

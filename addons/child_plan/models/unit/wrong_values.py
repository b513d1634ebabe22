"""Answers values that a method cannot work with in words, not with a trace.

Users and programs can call every public method with anything. What then goes wrong in Python or in the database tells
how the server is made, and nothing to the user. System administrators are told all of it, as is the log.
"""

import logging

import psycopg2
from werkzeug.exceptions import HTTPException

from odoo import models
from odoo.exceptions import UserError
from odoo.http import request

_logger = logging.getLogger(__name__)

WRONG = (
    TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError, AssertionError,
    psycopg2.DataError, psycopg2.ProgrammingError,
)  # fmt: skip


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        try:
            return super()._dispatch(endpoint)
        except WRONG as error:
            # XML-RPC has an answer of its own already, see developer_mode.py
            if isinstance(error, HTTPException) or hasattr(error, "error_response") or cls._child_plan_by_system():
                raise
            _logger.warning("A request with values that cannot be worked with", exc_info=True)
            if isinstance(error, psycopg2.Error):
                request.env.cr.rollback()  # translating reads from the database
            raise UserError(cls._child_plan_wrong_values(request.env)) from None

    @classmethod
    def _child_plan_wrong_values(cls, env):
        return env._(
            "This cannot be done with these values. If they are right, tell your administrator; the log knows."
        )

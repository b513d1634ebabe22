"""Developer mode, and what it tells of rows and of the server, is for system administrators alone."""

import json
import xmlrpc.client

from werkzeug.exceptions import HTTPException, InternalServerError

from odoo import models
from odoo.exceptions import UserError
from odoo.http import Response, SessionExpiredException, request


class ResUsers(models.Model):
    _inherit = "res.users"

    def _has_group(self, group_ext_id):
        """Every user has the group of developer mode, which makes access errors list the names of what is refused."""
        result = super()._has_group(group_ext_id)
        return result and (group_ext_id != "base.group_no_one" or super()._has_group("base.group_system"))


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _handle_debug(cls):
        super()._handle_debug()
        if request.session.debug and not cls._child_plan_by_system():
            request.session.debug = ""

    @classmethod
    def _child_plan_by_system(cls):
        return bool(request.session.uid) and request.env(user=request.session.uid).user.has_group("base.group_system")

    @classmethod
    def _dispatch(cls, endpoint):
        """XML-RPC, exports and reports make their answer to an error themselves."""
        try:
            return super()._dispatch(endpoint)
        except InternalServerError as error:
            if not cls._child_plan_by_system():
                error.description = _without_trace(error.description, error.__cause__ or error.__context__)
            raise
        except Exception as error:
            answer = getattr(error, "error_response", None)
            if answer is not None and answer.mimetype == "text/xml" and not isinstance(error, UserError):
                fault = xmlrpc.client.Fault(1, request.env._("An unexpected error; the server's log tells more."))
                error.error_response = Response(xmlrpc.client.dumps(fault), mimetype="text/xml")
            raise

    @classmethod
    def _handle_error(cls, exception):
        answer = super()._handle_error(exception)
        if getattr(answer, "mimetype", None) == "application/json" and not cls._child_plan_by_system():
            answer.set_data(_without_trace(answer.get_data(as_text=True), exception))
        return answer


def _without_trace(text, error):
    """The JSON of an answer to ``error`` without the trace, and without the words of an error that nobody meant for
    people. Other texts stay as they are.
    """
    try:
        answer = json.loads(text)
    except (TypeError, ValueError):
        return text
    told = answer
    for key in ("error", "data"):  # of JSON-RPC; /json/2 tells the same at the top
        told = told.get(key, told) if isinstance(told, dict) else {}
    if "debug" not in told:
        return text
    told["debug"] = ""
    if not isinstance(error, UserError | SessionExpiredException | HTTPException):
        told["message"] = request.env._("An unexpected error; the server's log tells more.")
        told["arguments"] = [told["message"]]
    return json.dumps(answer)

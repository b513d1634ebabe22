"""Restricts developer mode, and the details it reveals about records and the server, to system administrators."""

import html
import json
import xmlrpc.client

from werkzeug.exceptions import HTTPException, InternalServerError

from odoo import models
from odoo.exceptions import UserError
from odoo.http import Response, SessionExpiredException, request


class ResUsers(models.Model):
    _inherit = "res.users"

    def _has_group(self, group_ext_id):
        """Deny the group of developer mode to others than system administrators.

        Odoo gives it to every user, and access errors then list the names of the records that are refused.
        """
        result = super()._has_group(group_ext_id)
        return result and (group_ext_id != "base.group_no_one" or super()._has_group("base.group_system"))


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _handle_debug(cls):
        result = super()._handle_debug()
        if request.session.debug and not cls._child_plan_by_system():
            request.session.debug = ""
        return result

    @classmethod
    def _child_plan_by_system(cls):
        return bool(request.session.uid) and request.env(user=request.session.uid).user.has_group("base.group_system")

    @classmethod
    def _dispatch(cls, endpoint):
        """Remove traces from the errors that XML-RPC, exports and reports answer themselves."""
        try:
            return super()._dispatch(endpoint)
        except InternalServerError as error:
            if not cls._child_plan_by_system():
                cause = error.__cause__ or error.__context__
                if error.response is None:
                    error.description = _without_trace(error.description, cause)
                else:
                    text = html.unescape(error.response.get_data(as_text=True))
                    error.response.set_data(html.escape(_without_trace(text, cause)))
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
    """Return the JSON ``text``, an answer to ``error``, without its trace; texts of another form are unchanged.

    Errors that were not written for users lose their message, too.
    """
    try:
        answer = json.loads(text)
    except (TypeError, ValueError):
        return text
    details = answer
    for key in ("error", "data"):  # JSON-RPC nests the details; /json/2 has them at the top
        details = details.get(key, details) if isinstance(details, dict) else {}
    if "debug" not in details:
        return text
    details["debug"] = ""
    if not isinstance(error, UserError | SessionExpiredException | HTTPException):
        details["message"] = request.env._("An unexpected error; the server's log tells more.")
        details["arguments"] = [details["message"]]
    return json.dumps(answer)

from xmlrpc.client import dumps, loads

from odoo.http import request, route

from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.html_editor.controllers.main import HTML_Editor
from odoo.addons.rpc.controllers import RPC
from odoo.addons.web.controllers.webclient import WebClient

PROTOCOL = {"protocol_version": 1}  # what a program needs to know before it signs in
TELLING = {("common", "version"), ("common", "about"), ("db", "server_version")}


class Doors(RPC):
    """Tells the version of the server to those only who are signed in."""

    @route()
    def version(self):
        return super().version() if request.session.uid else request.make_json_response(PROTOCOL)

    @route()
    def jsonrpc(self, service, method, args):
        return PROTOCOL if (service, method) in TELLING else super().jsonrpc(service, method, args)

    def _xmlrpc(self, service):
        _params, method = loads(request.httprequest.get_data(), use_datetime=True)
        if (service, method) in TELLING:
            return dumps((PROTOCOL,), methodresponse=True)
        return super()._xmlrpc(service)


class Client(WebClient):
    @route()
    def version_info(self):
        return super().version_info() if request.session.uid else PROTOCOL


class Editor(HTML_Editor):
    """Fetches no addresses for previews: anybody could have the server read the inner network for them."""

    @route()
    def link_preview_metadata(self, preview_url):
        return {}


class Login(AuthSignupHome):
    """Leads who signs in with the password of a new database to the page where another one is set."""

    @staticmethod
    def _speak():
        """Speak the language of the database to who has not signed in: browsers of offices are often English."""
        lang = request.env["ir.default"].sudo()._get("res.partner", "lang")
        if lang and not request.session.uid:
            request.update_context(lang=lang)

    @route()
    def web_auth_reset_password(self, *args, **kw):
        self._speak()
        response = super().web_auth_reset_password(*args, **kw)
        if hasattr(response, "qcontext"):
            response.qcontext["child_plan_first"] = request.session.get("child_plan_first")
        return response

    @route()
    def web_login(self, *args, **kw):
        self._speak()
        response = super().web_login(*args, **kw)
        login, password = request.params.get("login"), request.params.get("password")
        if request.httprequest.method == "POST" and not request.session.uid and login and password:
            user = request.env["res.users"].sudo()._child_plan_with_first_password(login, password)
            if user:
                user.partner_id.signup_prepare("reset")
                token = user.partner_id._generate_signup_token()
                request.session["child_plan_first"] = True
                return request.redirect_query("/web/reset_password", {"token": token})
        return response

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """Sends every cookie with SameSite, and with Secure if the user came by HTTPS, as a proxy says in proxy mode."""

    _inherit = "ir.http"

    @classmethod
    def _post_dispatch(cls, response):
        result = super()._post_dispatch(response)
        cookies = response.headers.getlist("Set-Cookie")
        if cookies:
            response.headers.setlist("Set-Cookie", map(_protected, cookies))
        return result


def _protected(cookie):
    given = {part.partition("=")[0].strip().lower() for part in cookie.split(";")[1:]}
    if "samesite" not in given:
        cookie += "; SameSite=Lax"
    if "secure" not in given and request.httprequest.scheme == "https":
        cookie += "; Secure"
    return cookie

import hmac
import ipaddress

from odoo.http import Controller, request, route

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-IP")


class Health(Controller):
    """What programs ask that watch over the servers; what people see of it is under *Supervision*."""

    # readonly=False: a standby does not know whether somebody follows the primary.
    @route("/child_plan/health", type="http", auth="none", methods=["GET"], readonly=False, save_session=False)
    def health(self):
        """Say to anybody whether all is well, and nothing else: 200, or 503 and which of the parts fails."""
        checks = request.env["child.plan.database.server"].sudo()._health()
        fails = "fail" in checks.values()
        answer = {"status": "fail" if fails else "pass", "checks": checks}
        return request.make_json_response(answer, [("Cache-Control", "no-store")], status=503 if fails else 200)

    @route("/child_plan/metrics", type="http", auth="none", methods=["GET"], readonly=False, save_session=False)
    def metrics(self):
        """Answer Prometheus, from this machine or with the token of the system parameter."""
        if not (self._is_local() or self._has_token()):
            return request.not_found()
        return request.make_response(
            request.env["child.plan.database.server"].sudo()._metrics(),
            [("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), ("Cache-Control", "no-store")],
        )

    def _is_local(self):
        """Whether the request comes from this machine itself, and was not passed on by a proxy on it."""
        headers, address = request.httprequest.headers, request.httprequest.remote_addr
        if any(name in headers for name in FORWARDED):
            return False
        return ipaddress.ip_address(address).is_loopback

    def _has_token(self):
        token = request.env["ir.config_parameter"].sudo().get_param("child_plan.metrics_token")
        given = request.httprequest.headers.get("Authorization", "")
        return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())

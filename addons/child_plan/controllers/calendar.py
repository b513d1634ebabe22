from odoo import http
from odoo.http import request


class ChildPlanCalendar(http.Controller):
    """Serves a user's calendar feed to programs that cannot log in: whoever has the address may read it."""

    @http.route("/child_plan/calendar/<string:token>.ics", type="http", auth="none", readonly=True, save_session=False)
    def feed(self, token):
        user = request.env["res.users"].sudo()._child_plan_calendar_user(token)
        if not user:
            return request.not_found()
        content = user.with_user(user)._child_plan_calendar()
        return request.make_response(
            content, [("Content-Type", "text/calendar; charset=utf-8"), ("Cache-Control", "private, no-store")]
        )

"""Limits and logs API keys, which act for a user without a password.

Each key may be used a number of times in a minute (system parameter ``child_plan.api_calls_per_minute``), wrong keys
are counted by address, and the journal tells of each key that was made or removed. As with passwords, each server
process counts for itself.
"""

import hashlib
import time

from werkzeug.exceptions import TooManyRequests, Unauthorized

from odoo import api, models
from odoo.http import request

from ...compat import kept_in_registry

CALLS = 600  # in a minute, unless the parameter says otherwise
WRONG_KEYS = 20  # from one address in a minute
MINUTE = 60


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _auth_method_bearer(cls):
        header = request.httprequest.headers.get("Authorization") or ""
        address = request.httprequest.remote_addr
        wrong = cls._child_plan_recent("wrong", address)
        if len(wrong) >= WRONG_KEYS:
            raise TooManyRequests
        try:
            result = super()._auth_method_bearer()
        except Unauthorized:
            wrong.append(time.monotonic())
            raise
        if header:
            calls = cls._child_plan_recent("key", hashlib.sha256(header.encode()).digest())
            limit = request.env["ir.config_parameter"].sudo().get_param("child_plan.api_calls_per_minute")
            if len(calls) >= int(limit or CALLS):
                raise TooManyRequests
            calls.append(time.monotonic())
        return result

    @classmethod
    def _child_plan_recent(cls, *key):
        """Return the list of the times of the last minute at which something happened; the caller adds to it."""
        times = kept_in_registry(request.env, "api", {})
        since = time.monotonic() - MINUTE
        for old in [old for old, last in times.items() if last and last[-1] < since]:
            times.pop(old, None)
        recent = [moment for moment in times.get(key, ()) if moment >= since]
        times[key] = recent
        return recent


class ResUsersApikeys(models.Model):
    _inherit = "res.users.apikeys"

    @api.model
    def _generate(self, scope, name, expiration_date):
        key = super()._generate(scope, name, expiration_date)
        self.env.user._child_plan_log_secret(f"{self._description} “{name}”", True)
        return key

    def unlink(self):
        for key in self.sudo():
            key.user_id._child_plan_log_secret(f"{self._description} “{key.name}”", False)
        return super().unlink()

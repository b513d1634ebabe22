"""Slows down the guessing of passwords at every entry point, without revealing which logins exist.

Odoo counts failures by IP address if it knows one. Its programming interfaces pass none, and a whole office shares one,
so that a colleague's mistakes would lock everybody out. Here failures are counted by account and address, by account,
and with a higher limit by address. As in Odoo, each server process counts for itself.
"""

import logging
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta

from odoo import models
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from ...compat import kept_in_registry
from ...lib.easy_password import is_easy

_logger = logging.getLogger(__name__)

# Factors on the number of failures that Odoo's parameter allows: by account and address, by account, by address.
PATIENCE = (1, 3, 10)
NONE = (0, datetime.min)
WINDOW = timedelta(minutes=15)  # failures are forgotten after this long without another


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Keep the address: the programming interfaces drop the request before they check the password."""
        result = super()._pre_dispatch(rule, args)
        threading.current_thread().child_plan_address = request.httprequest.remote_addr
        return result


class ResUsers(models.Model):
    _inherit = "res.users"

    @contextmanager
    def _assert_can_auth(self, user=None):
        if isinstance(user, int):  # count the same person's attempts by login and by id together
            user = self.sudo().browse(user).login
        address = getattr(threading.current_thread(), "child_plan_address", None)
        counters = ((user, address), (user,), (None, address))
        failures = kept_in_registry(self.env, "failures", {})
        now = datetime.now()
        for key in [key for key, (_number, last) in failures.items() if now - last > WINDOW]:
            failures.pop(key, None)
        for key, patience in zip(counters, PATIENCE, strict=True):
            number, last = failures.get(key, NONE)
            if self._on_login_cooldown(number // patience, last):
                raise AccessDenied(self.env._("Too many login failures, please wait a bit before trying again."))
        try:
            yield
        except AccessDenied:
            for key in counters:
                failures[key] = (failures.get(key, NONE)[0] + 1, now)
            raise
        for key in counters[:2]:
            failures.pop(key, None)

    def _login(self, credential, user_agent_env):
        """Take as long for an unknown login as for a wrong password."""
        try:
            return super()._login(credential, user_agent_env)
        except AccessDenied:
            users = self.sudo().search(self._get_login_domain(credential["login"]), limit=1)
            if not users and credential.get("password"):
                self._crypt_context().hash(credential["password"])
            raise

    def reset_password(self, login):
        """Answer for an unknown login, or one that cannot be written to, as for any other: the page is open to all."""
        try:
            return super().reset_password(login)
        except Exception:  # Odoo raises it for unknown and ambiguous logins, and errors of the mail server
            if not self.env.su:
                raise
            _logger.warning("No letter to set a new password was sent", exc_info=True)
            return None

    def _check_password_policy(self, passwords):
        """Refuse what is guessed first, too. Skip the policy during an update: Odoo then hashes passwords of
        demonstration data, which no user has chosen.
        """
        if not self.pool.ready:
            return None
        result = super()._check_password_policy(passwords)
        own = [word for user in self for word in (user.login, user.name, user.email) if word]
        if any(password and is_easy(password, own) for password in passwords):
            raise UserError(
                self.env._(
                    "This password is one of those that are tried first: a common word, a name, a row of keys or a "
                    "year. Take several words that do not belong together."
                )
            )
        return result

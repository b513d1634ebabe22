"""Guessing passwords is slow by every door, and tells nothing.

Odoo counts failures by address, where there is one: none at the doors for programs, and a whole office shares one, so
that a colleague's mistakes lock everybody out. Here they are counted by account, by account and address, and by
address with more patience. As in Odoo, each server process counts for itself.
"""

import threading
from contextlib import contextmanager
from datetime import datetime, timedelta

from odoo import models
from odoo.exceptions import AccessDenied
from odoo.http import request

# How many failures in a row are let pass, by account and address, by account, by address.
PATIENCE = (5, 20, 50)
NONE = (0, datetime.min)
WINDOW = timedelta(minutes=15)  # after so long without another, failures are forgotten


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """The doors for programs put the request away before they ask for the password."""
        super()._pre_dispatch(rule, args)
        threading.current_thread().child_plan_address = request.httprequest.remote_addr


class ResUsers(models.Model):
    _inherit = "res.users"

    @contextmanager
    def _assert_can_auth(self, user=None):
        if isinstance(user, int):  # the same person by login and by id
            user = self.sudo().browse(user).login
        address = getattr(threading.current_thread(), "child_plan_address", None)
        keys = ((user, address), (user,), (None, address))
        failures = self.env.registry.__dict__.setdefault("_child_plan_failures", {})
        now = datetime.now()
        for key in [key for key, (_number, last) in failures.items() if now - last > WINDOW]:
            failures.pop(key, None)
        for key, patience in zip(keys, PATIENCE, strict=True):
            number, last = failures.get(key, NONE)
            if number >= patience and self._on_login_cooldown(number, last):
                raise AccessDenied(self.env._("Too many login failures, please wait a bit before trying again."))
        try:
            yield
        except AccessDenied:
            for key in keys:
                failures[key] = (failures.get(key, NONE)[0] + 1, now)
            raise
        for key in keys[:2]:
            failures.pop(key, None)

    def _login(self, credential, user_agent_env):
        """Take as long for a login that is not there as for a wrong password."""
        try:
            return super()._login(credential, user_agent_env)
        except AccessDenied:
            users = self.sudo().search(self._get_login_domain(credential["login"]), limit=1)
            if not users and credential.get("password"):
                self._crypt_context().hash(credential["password"])
            raise

    def _check_password_policy(self, passwords):
        """Odoo hashes at an update what was put into the database as it is, by demonstration data: nobody chooses it."""
        if self.pool.ready:
            super()._check_password_policy(passwords)

"""Refuses the password that every new database has: the administrator sets another one before anything else works."""

from odoo import models
from odoo.exceptions import AccessDenied

FIRST = "admin"


class ResUsers(models.Model):
    _inherit = "res.users"

    def _check_credentials(self, credential, env):
        result = super()._check_credentials(credential, env)
        if credential.get("type") == "password" and self._child_plan_is_first(credential.get("password")):
            raise AccessDenied(self.env._("Set a password of your own first: sign in in a browser."))
        return result

    def _child_plan_is_first(self, password):
        """Return whether this is the administrator with the first password. A demonstration is meant to be tried."""
        if password != FIRST or self.env.ref("base.module_base").sudo().demo:
            return False
        return self == self.env.ref("base.user_admin", raise_if_not_found=False)

    def _child_plan_with_first_password(self, login, password):
        """Return the administrator if these are the credentials of a new database."""
        user = self.search(self._get_login_domain(login), limit=1)
        if not user._child_plan_is_first(password):
            return self.browse()
        try:
            with user._assert_can_auth(user=login):
                credential = {"type": "password", "password": password}
                super(ResUsers, user.with_user(user).sudo())._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            return self.browse()
        return user

"""Logs every change of a user's units, roles, name, login, activity, password or secret addresses in the journal.

Users and units are compared before and after each write, so that it does not matter who makes a change and how. The
journal says that a password or an address was changed, never its value.
"""

from odoo import api, models

OF_PERSON = {"name", "login", "email", "active", "group_ids", "child_plan_unit_ids"}


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._child_plan_log_accounts({})
        return users

    def write(self, vals):
        if vals.keys().isdisjoint(OF_PERSON):
            return super().write(vals)
        before = self._child_plan_accounts()
        result = super().write(vals)
        self._child_plan_log_accounts(before)
        return result

    def _set_password(self):
        result = super()._set_password()
        self._child_plan_log(self.env._("Password"), "", self.env._("changed"))
        return result

    def action_reset_password(self):
        result = super().action_reset_password()
        self._child_plan_log(self.env._("Password"), "", self.env._("letter sent"))
        return result

    def _child_plan_log_secret(self, what, made):
        result = super()._child_plan_log_secret(what, made)
        self._child_plan_log(what, "", self.env._("made") if made else self.env._("revoked"))
        return result

    def _child_plan_accounts(self):
        """Return ``{user id: ({field: value as text}, units)}`` as of now."""
        self.env.flush_all()
        accounts = {}
        for user in self.sudo().with_context(active_test=False):
            accounts[user.id] = (
                {
                    "name": user.name or "",
                    "login": user.login or "",
                    "email": user.email or "",
                    "active": user.active,
                    "group_ids": ", ".join(user.group_ids.sorted("id").mapped("full_name")),
                    "child_plan_unit_ids": ", ".join(user.child_plan_unit_ids.sorted("id").mapped("name")),
                },
                user.child_plan_unit_ids,
            )
        return accounts

    def _child_plan_log_accounts(self, before):
        """Log what now differs from ``before``, on each unit that a user belongs or belonged to."""
        rows, words = [], {True: self.env._("active"), False: self.env._("archived")}
        for id_, (account, units) in self._child_plan_accounts().items():
            old, old_units = before.get(id_, ({}, units.browse()))
            for name, value in account.items():
                if value == old.get(name, "") or (not old and name == "active"):
                    continue
                values = [words.get(text, text) if name == "active" else text for text in (old.get(name, ""), value)]
                label = self._fields[name]._description_string(self.env)
                rows += self.browse(id_)._child_plan_rows(label, *values, units | old_units)
        self._child_plan_add_rows(rows)

    def _child_plan_log(self, label, old, new):
        result = super()._child_plan_log(label, old, new)
        rows = []
        for user in self:
            rows += user._child_plan_rows(label, old, new, user.sudo().child_plan_unit_ids)
        self._child_plan_add_rows(rows)
        return result

    @api.model
    def _child_plan_add_rows(self, rows):
        if self.pool.ready:  # during installation or update the journal's table may not exist yet
            self.env["child.plan.journal"]._log(rows)

    def _child_plan_rows(self, label, old, new, units):
        """Return the rows of one change.

        There is one for each unit, so that those above each unit see it, or one without a unit.
        """
        account = self.sudo()
        # the partner's, since Odoo writes groups while it still makes the account and does not know its name
        reason = f"{account.partner_id.name} ({account.login}): {label}"
        row = {"kind": "account", "account_id": self.id, "old_value": old, "new_value": new, "reason": reason}
        return [{**row, "unit_id": unit.id} for unit in units] or [row]

    def _child_plan_moved_rows(self, label, old, new, unit):
        return [
            *super()._child_plan_moved_rows(label, old, new, unit),
            *self._child_plan_rows(label, old, new, unit),
        ]


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        units._child_plan_log_users({unit.id: units.user_ids.browse() for unit in units})
        return units

    def write(self, vals):
        if "user_ids" not in vals:
            return super().write(vals)
        before = {unit.id: unit.sudo().user_ids for unit in self}
        result = super().write(vals)
        self._child_plan_log_users(before)
        return result

    def _child_plan_log_users(self, before):
        rows = []
        for unit in self.sudo():
            old = before[unit.id]
            for users, words in ((unit.user_ids - old, ("", unit.name)), (old - unit.user_ids, (unit.name, ""))):
                for user in users:
                    rows += user._child_plan_rows(self.env._("Units"), *words, unit)
        self.env["res.users"]._child_plan_add_rows(rows)


class ResGroups(models.Model):
    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        """Log roles that are given or taken from the side of the group, too."""
        groups = super().create(vals_list)
        groups._child_plan_log_users({group.id: groups.user_ids.browse() for group in groups})
        return groups

    def write(self, vals):
        if "user_ids" not in vals:
            return super().write(vals)
        before = {group.id: group.user_ids for group in self.sudo()}
        result = super().write(vals)
        self._child_plan_log_users(before)
        return result

    def _child_plan_log_users(self, before):
        rows, label = [], self.env._("Roles")
        for group in self.sudo():
            old = before[group.id]
            for users, words in (
                (group.user_ids - old, ("", group.full_name)),
                (old - group.user_ids, (group.full_name, "")),
            ):
                for user in users:
                    rows += user._child_plan_rows(label, *words, user.child_plan_unit_ids)
        self.env["res.users"]._child_plan_add_rows(rows)

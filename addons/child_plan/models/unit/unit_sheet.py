"""Many units, and many accounts, from forms in Excel. Every row is checked; then all are made, or none."""

import re
from collections import Counter, defaultdict

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tools import email_normalize

from ...lib.clock import today
from ...lib.excel.entry_form import read_entries, write_entry_form
from ...lib.fold import fold
from .unit import KINDS, LEVELS

UNIT_COLUMNS = ("name", "parent", "kind", "level", "sector", "abbreviation", "code")
ACCOUNT_COLUMNS = ("name", "email", "unit", "roles", "phone")
ROLES = ("observer", "officer", "finance", "standing", "leader", "admin")
LETTERS = "ABCDEFGH"


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    @api.model
    def _kept_units(self):
        """Return the domain of the units that the current user keeps as an administrator."""
        user = self.env.user
        if self.env.su or user.has_group("base.group_erp_manager"):
            return Domain.TRUE
        if not user.has_group("child_plan.child_plan_group_admin"):
            raise AccessError(self.env._("Units and accounts are kept by administrators."))
        return Domain("id", "child_of", user.child_plan_unit_ids.ids)

    def _usual_rows(self):
        """Return the usual bodies that this authority has not yet, as rows of the form."""
        kinds, levels = self._labels("kind"), self._labels("level")
        sectors = self.env["child.plan.sector"]
        return [
            [
                vals["name"],
                "",
                kinds[vals["kind"]],
                levels[vals["level"]],
                sectors.browse(vals["sector_id"]).name or "",
                vals["abbreviation"],
                "",
            ]
            for vals in self._usual_bodies()
        ]

    def _labels(self, name):
        return dict(self._fields[name]._description_selection(self.env))

    def _unit_form(self):
        """Return the form for the units below this one (bytes), with the usual ones of its level in it."""
        self.ensure_one()
        columns = [
            ("name", self.env._("Name of the unit"), 50),
            ("parent", self.env._("Part of (empty: %s)", self.name), 35),
            ("kind", self.env._("Kind"), 30),
            ("level", self.env._("Level"), 12),
            ("sector", self.env._("Sector"), 25),
            ("abbreviation", self.env._("Abbreviations"), 25),
            ("code", self.env._("Official code"), 12),
        ]
        choices = {
            "kind": [label for key, label in self._labels("kind").items() if key != "collective"],
            "level": list(self._labels("level").values()),
            "sector": self.env["child.plan.sector"].search([("name", "!=", False)]).mapped("name"),
        }
        lines = [self.env._("Change the rows to what there is, delete what there is not, and upload the file.")]
        title = self.env._("Units of %s", self.name)
        return write_entry_form(title, lines, columns, self._usual_rows(), choices)

    def _take_units(self, rows):
        """Make the units of a filled-in form below this one. Return how many, and the errors with their cells."""
        self.ensure_one()
        entries = read_entries(rows, UNIT_COLUMNS)
        if entries is None:
            return 0, [self.env._("This is not the form for units: download it again.")]
        below = self.search(Domain("id", "child_of", self.ids) & self._kept_units())
        known, errors, made = {_key(unit.name): unit for unit in below}, [], 0
        lists = {"kind": self._by_label("kind"), "level": self._by_label("level"), "sector": self._sectors_by_label()}
        with self.env.cr.savepoint() as point:
            for line, entry in entries:
                parent = known.get(_key(entry["parent"])) if entry["parent"] else self
                wrong = self._entry_errors(entry, parent, lists)
                errors += [f"{LETTERS[UNIT_COLUMNS.index(name)]}{line}: {words}" for name, words in wrong]
                if wrong:
                    continue
                try:
                    with self.env.cr.savepoint():
                        unit = self._create_entry(entry, parent, lists)
                except (UserError, ValidationError) as error:
                    errors.append(f"A{line}: {error}")
                    continue
                known[_key(unit.name)] = unit
                made += 1
            if errors:
                point.rollback()
        return made, errors

    def _entry_errors(self, entry, parent, lists):
        """Return ``[(column, words)]`` of what is wrong with a row of the form."""
        wrong = []
        if not entry["name"]:
            wrong.append(("name", self.env._("The name is missing.")))
        elif not parent:
            wrong.append(("parent", self.env._("There is no unit “%s” here.", entry["parent"][:60])))
        elif _key(entry["name"]) in map(_key, parent.child_ids.mapped("name")):
            wrong.append(("name", self.env._("“%s” is there already.", entry["name"][:60])))
        unlisted = [name for name, options in lists.items() if entry[name] and fold(entry[name]) not in options]
        return wrong + [(name, self.env._("“%s” is not in the list.", entry[name][:60])) for name in unlisted]

    def _create_entry(self, entry, parent, lists):
        return self.create(
            {
                "name": entry["name"],
                "parent_id": parent.id,
                "kind": lists["kind"].get(fold(entry["kind"]), "department"),
                "level": lists["level"].get(fold(entry["level"]), parent.level),
                "sector_id": lists["sector"].get(fold(entry["sector"]), False),
                "abbreviation": entry["abbreviation"],
                "code": entry["code"] or False,
            }
        )

    def _sectors_by_label(self):
        sectors = self.env["child.plan.sector"].search([])  # two dozen  # pylint: disable=no-search-all
        return {fold(sector.name): sector.id for in_lang in _in_all_languages(sectors) for sector in in_lang}

    def _by_label(self, name):
        keys = dict(KINDS if name == "kind" else LEVELS)
        named = [keys, *(in_lang._labels(name) for in_lang in _in_all_languages(self))]
        return {fold(label): key for labels in named for key, label in labels.items()}


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _child_plan_roles_by_label(self):
        """Return ``{label: group}`` of the roles, in the user's language."""
        groups = (self.env.ref(f"child_plan.child_plan_group_{role}").sudo() for role in ROLES)
        return {group.name: group for group in groups}

    @api.model
    def _child_plan_roles_by_name(self):
        """Return ``{name: group}`` of the roles, in all languages, without accents."""
        named = [in_lang._child_plan_roles_by_label() for in_lang in _in_all_languages(self)]
        return {fold(label): group for groups in named for label, group in groups.items()}

    @api.model
    def _child_plan_account_form(self):
        """Return the form for many accounts (bytes): one row for each unit that has nobody yet."""
        units = self.env["child.plan.unit"]
        kept = units.search(units._kept_units() & Domain("kind", "!=", "collective"), limit=5000)
        columns = [
            ("name", self.env._("First and last name"), 30),
            ("email", self.env._("Mail address (login)"), 32),
            ("unit", self.env._("Unit"), 55),
            ("roles", self.env._("Roles, several with commas"), 35),
            ("phone", self.env._("Phone"), 16),
        ]
        roles = self._child_plan_roles_by_label()
        officer = next(
            label for label, group in roles.items() if group == self.env.ref("child_plan.child_plan_group_officer")
        )
        empty = kept.filtered(lambda unit: not unit.user_count)
        rows = [["", "", unit.display_name, officer, ""] for unit in empty[:400]]
        choices = {"unit": kept.mapped("display_name"), "roles": list(roles)}
        lines = [self.env._("One row for each person. Each gets a letter with which to choose a password.")]
        return write_entry_form(self.env._("Accounts"), lines, columns, rows, choices)

    @api.model
    def _child_plan_take_accounts(self, rows, invite=True):
        """Make the accounts of a filled-in form. Return the users, and the errors with their cells."""
        entries = read_entries(rows, ACCOUNT_COLUMNS)
        if entries is None:
            return self.browse(), [self.env._("This is not the form for accounts: download it again.")]
        entries = [(line, entry) for line, entry in entries if entry["name"] or entry["email"]]
        roles = self._child_plan_roles_by_name()
        named, mails = self._child_plan_units_by_name(), [email_normalize(entry["email"]) for _line, entry in entries]
        with_login = self.sudo().with_context(active_test=False).search([("login", "in", [m for m in mails if m])])
        taken, twice, vals_list, errors = set(with_login.mapped("login")), Counter(mails), [], []
        lang = "vi_VN" if "vi_VN" in dict(self.env["res.lang"].get_installed()) else self.env.lang
        for (line, entry), mail in zip(entries, mails, strict=True):
            found = named.get(_key(entry["unit"]), set())
            texts = [fold(text) for text in entry["roles"].replace(";", ",").split(",") if text.strip()]
            wrong = self._child_plan_mail_errors(mail, taken, twice)
            if not entry["name"]:
                wrong.append(("name", self.env._("The name is missing.")))
            if not found:
                wrong.append(("unit", self.env._("There is no unit “%s” here.", entry["unit"][:60])))
            elif len(found) > 1:
                wrong.append(("unit", self.env._("Several units are called so: choose one from the list.")))
            if not texts or not roles.keys() >= {*texts}:
                words = self.env._("Choose from: %s", ", ".join(self._child_plan_roles_by_label()))
                wrong.append(("roles", words))
            errors += [f"{LETTERS[ACCOUNT_COLUMNS.index(name)]}{line}: {words}" for name, words in sorted(wrong)]
            vals_list.append(
                {
                    "name": " ".join(entry["name"].split()),
                    "login": mail,
                    "email": mail,
                    "phone": re.sub(r"^(?=[1-9]\d{8}$)", "0", entry["phone"]),  # which Excel drops of a number
                    "lang": lang,
                    "tz": "Asia/Ho_Chi_Minh",
                    "child_plan_unit_ids": [Command.set(list(found))],
                    "group_ids": [Command.link(roles[text].id) for text in texts if text in roles],
                }
            )
        if errors or not vals_list:
            return self.browse(), errors
        return self.with_context(no_reset_password=not invite).create(vals_list), []

    def _child_plan_mail_errors(self, mail, taken, twice):
        if not mail:
            return [("email", self.env._("This is no mail address."))]
        if "." not in mail.partition("@")[2].strip("."):
            words = self.env._("“%s” is not whole: behind the @ a dot is missing, as in @example.gov.vn.", mail)
            return [("email", words)]
        if mail in taken:
            return [("email", self.env._("There is an account with this address already."))]
        return [("email", self.env._("This address stands in the file twice."))] if twice[mail] > 1 else []

    @api.model
    def _child_plan_units_by_name(self):
        """Return ``{name, full name or code: ids}`` of the units for which the user keeps accounts."""
        units, named = self.env["child.plan.unit"], defaultdict(set)
        found = units.search(units._kept_units() & Domain("kind", "!=", "collective"))
        of_today = found.filtered_domain(units._valid_domain(today()))  # a code passes on to another unit
        for unit in found:
            for text in filter(None, (unit.name, unit.display_name, unit in of_today and unit.code)):
                named[_key(text)].add(unit.id)
        return named


def _in_all_languages(records):
    """Return ``records`` in each language of the system, the user's last: its words win."""
    installed = [code for code, _name in records.env["res.lang"].get_installed()]
    return [*(records.with_context(lang=code) for code in dict.fromkeys(["en_US", *installed])), records]


def _key(text):
    return " ".join((text or "").split()).casefold()

"""Refuses to save over what somebody else has changed since the user opened the record.

The web client sends, with the values to save, what it had opened (``static/src/later_save``). If a stored value is by
now another one, both are sent back and the user chooses. Who saves without saying what was opened (an import,
a program) is not asked; the journal keeps the earlier words.
"""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Date, Datetime
from odoo.tools import format_date, format_datetime, html2plaintext

from ...lib.clock import TIME_ZONE
from .given_links import OURS

OPENED = "child_plan_opened"  # the key of the values to save: {field: value opened}, lines as {field: {id: {…}}}
COMPARED = (
    "char", "text", "html", "integer", "float", "monetary", "boolean", "date", "datetime", "selection", "many2one",
)  # fmt: skip


class ChangedMeanwhile(UserError):
    """Carries both versions to the client in ``context``: ``{"changed": [{"model", "id", "field", …}]}``."""

    def __init__(self, message, changed):
        super().__init__(message)
        self.context = {"changed": changed}


class Base(models.AbstractModel):
    _inherit = "base"

    def web_save(self, vals, specification, next_id=None):
        if OPENED not in vals:
            return super().web_save(vals, specification, next_id=next_id)
        opened = vals[OPENED]
        vals = {name: value for name, value in vals.items() if name != OPENED}
        if OURS.match(self._name):
            self._child_plan_check_opened(vals, opened)
        return super().web_save(vals, specification, next_id=next_id)

    def _child_plan_check_opened(self, vals, opened):
        """Raise if another has changed what ``vals`` would overwrite.

        :param opened: ``{field: the value that the user had before them}``, as ``web_read`` gives it
        """
        self._child_plan_raise_changed(self._child_plan_changed(vals, opened))

    @api.model
    def _child_plan_raise_changed(self, changed):
        """Raise if there are changes, a list of what :meth:`_child_plan_change` returns."""
        if changed:
            names = ", ".join(dict.fromkeys(change["by"] for change in changed))
            labels = ", ".join(dict.fromkeys(change["label"] for change in changed))
            words = self.env._(
                "%(names)s changed this while you had it open: %(labels)s. Nothing was saved.",
                names=names,
                labels=labels,
            )
            raise ChangedMeanwhile(words, changed)

    def _child_plan_changed(self, vals, opened):
        changed = []
        if not isinstance(opened, dict) or len(self) != 1:
            return changed
        fields = {name: self._fields[name] for name in vals.keys() & opened.keys() if name in self._fields}
        compared = [name for name, field in fields.items() if field.type in COMPARED]
        now = self.read(compared, load=None)[0] if compared else {}
        for name in compared:
            theirs = _plain(now[name])
            if _same(theirs, opened[name]) or _same(theirs, vals[name]):
                continue
            changed.append(self._child_plan_change(fields[name], theirs, vals[name]))
        for name, field in fields.items():
            if field.type in ("one2many", "many2many") and isinstance(opened[name], dict):
                for command in vals[name] or ():
                    if command[0] == Command.UPDATE and (lines := opened[name].get(str(command[1]))):
                        line = self.env[field.comodel_name].browse(command[1]).exists()
                        changed += line._child_plan_changed(command[2], lines)
        return changed

    def _child_plan_change(self, field, theirs, mine):
        """Return the two versions of a value of this record for the client."""
        return {
            "model": self._name,
            "id": self.id,
            "field": field.name,
            "label": field._description_string(self.env),
            "theirs": theirs,
            "their_words": self._child_plan_in_words(field, theirs),
            "my_words": self._child_plan_in_words(field, mine),
            "by": self.sudo().write_uid.name,
            "at": format_datetime(self.env, self.sudo().write_date, tz=str(TIME_ZONE)),
        }

    @api.model
    def _child_plan_in_words(self, field, value):
        """Return a value as ``web_read`` gives it as text for the user."""
        if value is False or value is None:
            return self.env._("no") if field.type == "boolean" else ""
        match field.type:
            case "boolean":
                return self.env._("yes")
            case "html":
                return html2plaintext(value)
            case "selection":
                return dict(field._description_selection(self.env)).get(value, value)
            case "date":
                return format_date(self.env, value)
            case "datetime":
                return format_datetime(self.env, value, tz=str(TIME_ZONE))
            case "many2one":
                return self.env[field.comodel_name].browse(value)._filtered_access("read").display_name or ""
        return str(value)


def _plain(value):
    """Return a value that was read as the client has it: JSON knows no dates."""
    if isinstance(value, models.BaseModel):
        return value.id
    if hasattr(value, "hour"):
        return Datetime.to_string(value)
    return Date.to_string(value) if hasattr(value, "year") else value


def _same(one, other):
    return (one or False) == (other or False)

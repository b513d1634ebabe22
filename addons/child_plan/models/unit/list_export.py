"""Gives the rows of a list to Excel, as its reader sees them."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date, html2plaintext
from odoo.tools.misc import formatLang

from ...lib.clock import today
from ...lib.excel.list_sheet import MOST_ROWS, MOST_STAMPED, Column, write_list

CHUNK = 1_000  # rows that are in memory at once
PLAIN = {"boolean", "char", "date", "datetime", "float", "integer", "many2one", "monetary", "selection", "text"}


class Base(models.AbstractModel):
    _inherit = "base"

    _child_plan_colours = {}  # {field: {value: status in whose colour Excel shows it}}

    def _child_plan_sheet(self, columns, title, filters="", groups=(), tell=None):
        """Return these records as an Excel workbook (bytes); those that are gone meanwhile are left out.

        :param columns: ``[(path of a field such as "unit_id/name", heading)]``
        :param filters: the filters of the list, in words
        :param groups: paths of the fields by which the list is grouped
        :param tell: called with the number of rows that are written, after each chunk of them
        """
        self.env["res.users"]._child_plan_check_export(len(self))
        self.browse().check_access("read")
        columns = [(path, head) for path, head in columns if path.split("/")[0] in self._fields]
        styles, added = self._child_plan_form([path for path, _head in columns])
        stamped = bool(styles) and len(self) <= MOST_STAMPED
        columns += added if stamped else []
        shown, totals = {path for path, _head in columns}, self._child_plan_totals()
        groups, apart = [path for path in groups if path in self._fields], self._child_plan_apart()
        groups += [apart] if apart and apart not in groups else []
        columns += [(path, self._fields[path]._description_string(self.env)) for path in groups if path not in shown]
        heads = [
            Column(
                path,
                head,
                styles.get(path) if stamped else self._child_plan_style(path),
                self._child_plan_colours_of(path),
                path in totals,
                path in groups or path in self._child_plan_colours,
            )
            for path, head in columns
        ]
        day = self.env.context.get("child_plan_as_of") or today()
        lines = [self.env._("Figures of %s", format_date(self.env, day, date_format="dd/MM/yyyy"))]
        lines += [self.env._("Filter: %s", filters)] if filters else []
        words = {"total": self.env._("Total"), "number": self.env._("Number of rows")}
        rows = self._child_plan_sheet_rows([path.split("/") for path, _head in columns], stamped, tell)
        place = next((number for number, head in enumerate(heads) if head.name == apart), None)
        return write_list(title, lines, heads, rows, words, stamped, place)

    def _child_plan_sheet_rows(self, paths, stamped, tell):
        """Yield the cells of each record.

        Few rows are in memory at once, each asked for under the user's own rights. What columns or expressions of SQL
        hold is read by one query, the rest by fields.
        """
        names, known = {path[0] for path in paths if path[0] in self._fields}, {}
        for at in range(0, len(self), CHUNK):
            chunk = self.browse(self._ids[at : at + CHUNK])
            query = self.with_context(active_test=False)._search([("id", "in", chunk._ids)])
            selects = [self._child_plan_select(path, query) for path in paths]
            selected = [select for select in selects if select]
            found = {
                id_: values
                for id_, *values in self.env.execute_query(query.select(SQL.identifier(query.table, "id"), *selected))
            }
            (chunk - self.browse(found)).exists().check_access("read")
            rows = self.browse(id_ for id_ in chunk._ids if id_ in found)
            if len(selected) < len(paths):
                rows.fetch(names)
            raw = zip(*(found[id_] for id_ in rows._ids), strict=True)
            columns = [
                self._child_plan_words(self._fields[path[0]], list(next(raw, ())), known)
                if select
                else rows._child_plan_column(path)
                for path, select in zip(paths, selects, strict=True)
            ]
            if stamped:
                columns = [map(str, rows.ids), rows._child_plan_stamps(), *columns]
            yield from map(list, zip(*columns, strict=True))
            if tell:
                tell(at + len(chunk))
            if len(self) > CHUNK:
                self.env.invalidate_all()

    def _child_plan_select(self, path, query):
        """Return the SQL of the values of the field at ``path``; None if it is to be read as a field."""
        field = self._fields.get(path[0])
        if not field or len(path) > 1 or field.type not in PLAIN or path[0] == "id":
            return None
        self._check_field_access(field, "read")
        try:
            return self._field_to_sql(query.table, path[0], query)
        except ValueError:  # it is not stored
            return None

    def _child_plan_form(self, paths):
        """Return ``({path: style}, further columns)`` where the file can be filled in and read back.

        Extend for models that can.
        """
        return {}, []

    def _child_plan_style(self, path):
        """Return the style of a number that is none of a quantity, such as a year; None for that of the value's kind."""
        field = self._fields[path] if path in self._fields else None
        return "plain" if field and field.type == "integer" and not field.aggregator else None

    def _child_plan_totals(self):
        """Return the names of the fields whose values may be added up over these records. Extend to name some."""
        return ()

    def _child_plan_apart(self):
        """Return the name of the field of which each value has totals of its own, None for totals of all. Extend."""
        return None

    def _child_plan_colours_of(self, path):
        colours = self._child_plan_colours.get(path)
        labels = self._fields[path]._description_selection(self.env) if colours else ()
        return {label: colours[value] for value, label in labels if value in colours}

    def _child_plan_column(self, path):
        """Return the values of the field at ``path``, a list of names, as they are written into cells."""
        name, *rest = path
        if name in (".id", "id"):
            return self.ids
        field = self._fields[name]
        self._check_field_access(field, "read")
        if field.type == "many2one" and not rest:
            # the name of a link is told to whoever may read the record, as on the screen
            return self._child_plan_words(field, [record[name].id for record in self], {})
        if field.relational:
            return self._child_plan_links(field, rest)
        if field.type in PLAIN:
            return self._child_plan_words(field, self.mapped(name), {})
        if field.type == "html":
            return [html2plaintext(value or "") for value in self.mapped(name)]
        return [str(field.convert_to_export(value, self) or "") for value in self.mapped(name)]

    def _child_plan_words(self, field, values, known):
        """Return the ``values`` of a field of a kind in ``PLAIN``, or the ids of its links, as they are written.

        :param known: names by model and id, which is added to
        """
        match field.type:
            case "integer" | "float" | "monetary":
                return [value or 0 for value in values]
            case "char" | "text" | "date":
                return [value or None for value in values]
            case "selection":
                labels = dict(field._description_selection(self.env))
                return [labels.get(value, value) or None for value in values]
            case "datetime":
                return [field.convert_to_export(value, self) or None for value in values]
            case "many2one":
                names = known.setdefault(field.comodel_name, {False: None, None: None})
                new = self.env[field.comodel_name].sudo().browse({id_ for id_ in values if id_ not in names})
                names.update((row.id, row.display_name) for row in new)
                return [names[id_] for id_ in values]
        return [bool(value) for value in values]

    def _child_plan_links(self, field, rest):
        """Return for each record the words of what ``field`` links it with, as far as the user may read that."""
        linked = self[field.name]._filtered_access("read")
        words = dict(zip(linked.ids, linked._child_plan_column(rest or ["display_name"]), strict=True))
        return [", ".join(str(words[row.id] or "") for row in record[field.name] if row.id in words) for record in self]


class ResUsers(models.Model):
    _inherit = "res.users"

    def _child_plan_check_export(self, number):
        """Raise unless the current user may take ``number`` rows out at once."""
        if not self.env.user.has_group("base.group_allow_export"):
            raise UserError(self.env._("You may not take lists out of the system."))
        if number > MOST_ROWS:
            raise UserError(
                self.env._(
                    "These are %(rows)s rows; a file holds up to %(most)s. Narrow the list with a filter.",
                    rows=formatLang(self.env, number, digits=0),
                    most=formatLang(self.env, MOST_ROWS, digits=0),
                )
            )

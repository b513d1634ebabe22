from odoo.addons.web.controllers.export import CSVExport

# Odoo looks for "=", "+" and "-"; spreadsheets also take these for the beginning of a formula, or skip them before one.
FORMULAS = ("@", "\t", "\r", "\n")


class SafeCSVExport(CSVExport):
    def from_data(self, fields, columns_headers, rows):
        """Keep texts of a list from being run as formulas by the program that opens it."""
        return super().from_data(fields, columns_headers, [[_as_text(value) for value in row] for row in rows])


def _as_text(value):
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value

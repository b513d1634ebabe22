"""Odoo as a file: with several workers it starts its process for live messages by the path of the file that ran."""

import odoo.cli

odoo.cli.main()

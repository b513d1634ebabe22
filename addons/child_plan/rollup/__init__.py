"""Figures added up a tree. Imports no Odoo."""

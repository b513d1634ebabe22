"""Excel tables of money: workbook -> rows -> estimate table or entries. Imports no Odoo."""

"""Write amounts in đồng with the sign of offices everywhere, unless the administrator has chosen another."""


def migrate(cr, version):
    cr.execute("UPDATE res_currency SET symbol = 'đ' WHERE name = 'VND' AND symbol = '₫'")

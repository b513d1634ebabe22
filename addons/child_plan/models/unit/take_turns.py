from odoo.tools import SQL


def take_turns(records):
    """Have transactions that search and then create below the same ``records`` run one after the other.

    A lock alone would not do: all transactions are snapshots (Odoo's repeatable read), so the second one would still
    not see what the first created. A write lets the second fail once the first is committed; Odoo then repeats its
    request, which finds what is there.
    """
    records.env.flush_all()
    if records:
        records.env.cr.execute(
            SQL(
                "UPDATE %s SET create_date = create_date WHERE id IN %s",
                SQL.identifier(records._table),
                tuple(sorted(records.ids)),
            )
        )

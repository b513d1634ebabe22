"""One error for many rows: whoever changes several at once learns of all that are stuck, and why."""

from odoo.exceptions import AccessError, UserError

NAMED = 30  # rows that are named one by one


def raise_all(env, refusals):
    """Raise the errors ``refusals`` as one. A single one is raised as it is; none raise nothing."""
    refusals = list(refusals)
    if not refusals:
        return
    if len(refusals) == 1:
        raise refusals[0]
    kind = AccessError if all(isinstance(error, AccessError) for error in refusals) else UserError
    lines = [env._("%s rows are stuck, so nothing was changed:", len(refusals))]
    lines += [f"• {error.args[0]}" for error in refusals[:NAMED]]
    if len(refusals) > NAMED:
        lines.append(env._("and %s more rows", len(refusals) - NAMED))
    raise kind("\n".join(lines))


def try_each(rows, call):
    """Call ``call(row)`` for each of ``rows`` and undo it; return the errors of those that were refused."""
    refusals = []
    for row in rows:
        with rows.env.cr.savepoint() as point:
            try:
                call(row)
                rows.env.flush_all()
            except UserError as error:
                refusals.append(error)
            point.rollback()
    return refusals

"""bin/check DATABASE: check a database, its journal and its files; print what was checked and what is wrong.

The result is kept in the database, like that of a check by the button. Nothing else is changed; Odoo may keep running.
Exit codes for monitoring: 0 all is in order, 1 it could not be checked, 2 something is wrong.
"""

import argparse

from .base import command
from .inside import add_options, inside

WRONG = 2


def main(arguments):
    parser = argparse.ArgumentParser(prog="bin/check", description="Check a database, its journal and its files.")
    parser.add_argument("database")
    parser.add_argument("--without-jobs", action="store_true", help="for a copy, whose scheduled jobs have not run yet")
    add_options(parser)
    options = parser.parse_args(arguments)
    with inside(options) as env:
        check = env["child.plan.check"].create({"kind": "all"})
        check._run(leave_out=["jobs"] if options.without_jobs else ())
        print(check.result)
        return WRONG if check.problem_count else 0


if __name__ == "__main__":
    command(main)

"""bin/verify-journal DATABASE, or bin/verify-journal FILE: verify the seals of the journal, or of an export of it.

With --noted FILE, the last seal of each chain is compared with what that file says of an earlier run, and noted there.
Keep it on another machine: who can rewrite the database cannot rewrite that too. Exit codes for monitoring: 0 nothing
was changed, 1 it could not be verified, 2 something is wrong.
"""

import argparse
import gzip
import json
from pathlib import Path
from runpy import run_path

from .base import ADDON, Problem, command
from .inside import add_options, inside

WRONG = 2


def main(arguments):
    parser = argparse.ArgumentParser(prog="bin/verify-journal", description="Verify the seals of the journal.")
    parser.add_argument("database", help="a database, or an export (.jsonl.gz)")
    parser.add_argument("--noted", type=Path, help="compare with the seals noted in this file, and note the last ones")
    parser.add_argument("--export", type=Path, help="write all seals with their rows to this file (.jsonl.gz)")
    add_options(parser)
    options = parser.parse_args(arguments)
    if options.database.endswith(".gz"):
        return verify_export(options.database)
    noted = read_noted(options.noted) if options.noted else {}
    with inside(options) as env:
        seals = env["child.plan.journal.seal"]
        verifier, problems = seals._verify(known=noted)
        tail, _late = seals._tail()
        if options.export:
            with gzip.open(options.export, "wt", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in seals._export())
    print(*problems, sep="\n", end="\n" if problems else "")
    print(
        f"{verifier.rows:,} rows in {verifier.seals:,} seals of {len(verifier.heads)} chains, {len(problems)} problems;"
        f" {tail:,} rows wait for their seal"
    )
    if problems:
        return WRONG
    if options.noted:
        heads = {chain: (number, digest.hex()) for chain, (number, digest) in verifier.heads.items()}
        options.noted.write_text(json.dumps(heads, indent=1))
    return 0


def verify_export(file):
    try:
        return run_path(str(ADDON / "lib" / "journal_chain.py"))["main"](file)
    except (OSError, EOFError, ValueError, KeyError, StopIteration) as error:
        raise Problem(f"{file} is no export of the journal ({error})") from error


def read_noted(path):
    if not path.exists():
        return {}
    try:
        return {int(chain): (number, digest) for chain, (number, digest) in json.loads(path.read_text()).items()}
    except ValueError as error:
        raise Problem(f"{path} was not written by bin/verify-journal ({error})") from error


if __name__ == "__main__":
    command(main)

"""bin/lib/python -m devenv.shell CMD…: run CMD with Odoo and PostgreSQL available."""

import os
import subprocess
import sys
from contextlib import contextmanager

from . import odoo_source, postgres
from .base import ADDONS, DATA_DIR, ROOT, STATE, command, using


@contextmanager
def environment():
    """Provide everything but a database: set os.environ for Odoo, libpq and all programs run in the block.

    Yields a function that restarts PostgreSQL if it is ours and has stopped.
    """
    odoo_source.ensure()
    os.environ.update(
        ODOO_RC=str(ROOT / "odoo.conf"),
        ODOO_ADDONS_PATH=str(ADDONS),
        ODOO_DATA_DIR=str(DATA_DIR),
        ODOO_SCREENSHOTS=str(STATE / "screenshots"),
        HYPOTHESIS_STORAGE_DIRECTORY=str(STATE / "hypothesis"),
        PATH=f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}",
    )
    with using(), postgres.server() as start:
        # where Odoo looks for pg_dump, after the machine's own
        os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], *map(str, postgres.wheel_binaries())])
        yield start


def main(arguments):
    with environment():
        return subprocess.run(arguments).returncode


if __name__ == "__main__":
    command(main)

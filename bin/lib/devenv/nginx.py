"""Provides Debian's nginx, with which the test tries the proxy of docs/examples/nginx.conf.

The package is unpacked, not installed: installing it would start a web server on the machine's port 80.
"""

import shutil
import tempfile
from pathlib import Path

from . import debian
from .base import STATE

PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx")  # not on the PATH of a common user


def binary():
    """Return the path of nginx: the machine's own, or an unpacked one."""
    own = [path for path in (shutil.which("nginx"), *PLACES) if path and Path(path).exists()]
    return own[0] if own else str(unpacked())


def unpacked():
    folder = STATE / "nginx"
    nginx = folder / "usr" / "sbin" / "nginx"
    if not nginx.exists():
        files = debian.fetch(debian.own_suite(), ["nginx"])
        work = Path(tempfile.mkdtemp(dir=STATE, prefix="nginx-"))
        debian.unpack(files, work)
        shutil.rmtree(folder, ignore_errors=True)
        work.rename(folder)
    return nginx

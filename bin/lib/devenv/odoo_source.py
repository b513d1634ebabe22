"""Finds or gets Odoo 19: from ODOO_PATH, an installation, Debian's package unpacked, or a clone of upstream."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sysconfig
import tomllib
from pathlib import Path

from . import debian
from .base import ROOT, STATE, DiskFull, Problem, in_use, locked, run_logged, say

DEBIAN, CLONE = STATE / "odoo-debian", STATE / "odoo-clone"
PACKAGES = "usr/lib/python3/dist-packages"
TESTED = tomllib.loads((ROOT / "odoo-tested.toml").read_text())
UPSTREAM = "https://github.com/odoo/odoo"
# odoo-19 links to files of these. font-awesome 4 is only in stable suites, such as the machine's own.
LINKED = (
    "libjs-jquery libjs-underscore libjs-jquery-form "
    "fonts-roboto-unhinted fonts-montserrat fonts-inconsolata fonts-ocr-b"
).split()
# Debian's package lacks this file because of its licence, and a failed request for it fails every browser test.
REMOVED = "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def find():
    """Return the folder that contains the package `odoo`, or None if it must be downloaded first."""
    return named() or installed() or unpacked()


def identity():
    """Return a string that identifies the Odoo in use; databases are built for one of them."""
    path = find()
    return hashlib.sha256(f"{path} {commit(path)}".encode()).hexdigest()[:16]


def commit(path):
    """Return the commit of a clone; "" for anything else."""
    if not (path / ".git").exists():
        return ""
    return subprocess.run(["git", "-C", path, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()


def package(path):
    """Return "odoo-19 19.0.0+dfsg-1" for a Debian package, installed or unpacked; "" for anything else."""
    name = TESTED["debian"]["package"]
    changelog = path.parents[2] / "share" / "doc" / name / "changelog.Debian.gz"
    if str(path).endswith(PACKAGES) and changelog.exists():
        with gzip.open(changelog, "rt") as lines:
            return f"{name} {re.search(r'[(](.+?)[)]', next(lines))[1]}"
    return ""


def tell():
    """Print which Odoo is used, and warn if it is not one that is tested."""
    path = find()
    tested = f"{TESTED['debian']['package']} {TESTED['debian']['version']}"
    if release := package(path):
        name, known = f"Debian's {release}", release == tested
    elif release := commit(path):
        name, known = f"commit {release[:12]} of a clone", release == TESTED["clone"]["commit"]
    else:
        name, known = "of unknown release", False
    say(f"Odoo 19.0: {name} ({path})")
    if not known:
        say(f"Warning: that is not the Odoo with which this version was tested (Debian's {tested}; odoo-tested.toml).")


def ensure():
    """Return the folder that contains the package `odoo`, which this virtual environment can import afterwards."""
    with locked("odoo"):
        path = find() or get()
        pth = Path(sysconfig.get_path("purelib")) / "odoo.pth"
        if not pth.exists() or pth.read_text() != f"{path}\n":
            if pth.exists() and in_use():
                raise Problem(
                    f"another command of this checkout runs with the Odoo in {pth.read_text().strip()}; stop it"
                )
            pth.write_text(f"{path}\n")
    return path


def version(path):
    """Return "19.0" for the Odoo in folder `path`, or None."""
    release = Path(path) / "odoo" / "release.py"
    match = release.exists() and re.search(r"^version_info = \((\d+), (\d+)", release.read_text(), re.MULTILINE)
    return match and ".".join(match.groups())


def named():
    path = os.environ.get("ODOO_PATH")
    if path and version(path) != "19.0":
        raise Problem(f"ODOO_PATH={path} holds no Odoo 19.0 (no odoo/release.py says so); correct or unset it")
    return path and Path(path).resolve()


def installed():
    """Return the folder of an Odoo 19 that the machine's own Python imports."""
    program = "import odoo.release; print(odoo.release.__file__)"
    folder = subprocess.run(["/usr/bin/python3", "-I", "-c", program], capture_output=True, text=True).stdout.strip()
    path = folder and Path(folder).parents[1]
    return path if path and version(path) == "19.0" else None


def unpacked():
    """Return what an earlier call of `get` unpacked."""
    return next((path for path in (DEBIAN / PACKAGES, CLONE) if version(path) == "19.0"), None)


def get():
    tried = ["ODOO_PATH is not set", "no Odoo 19.0 is installed"]
    for make in (unpack_debian, clone):
        try:
            return make()
        except DiskFull:
            raise
        except Problem as problem:
            tried.append(str(problem))
    raise Problem(f"no Odoo 19.0 to be had: {'; '.join(tried)}. Set ODOO_PATH to an Odoo 19.0 of your own")


def unpack_debian():
    files = debian.fetch("unstable", [TESTED["debian"]["package"], *LINKED])
    files += debian.fetch(debian.own_suite(), ["fonts-font-awesome"])
    say("Unpacking Odoo …")
    work = STATE / "odoo-debian.partial"
    shutil.rmtree(work, ignore_errors=True)
    debian.unpack(files, work)
    if version(work / PACKAGES) != "19.0":
        raise Problem("Debian's package odoo-19 holds no Odoo 19.0")
    removed = work / PACKAGES / REMOVED
    removed.parent.mkdir(parents=True, exist_ok=True)
    removed.touch()
    work.rename(DEBIAN)
    return DEBIAN / PACKAGES


def clone():
    if not shutil.which("git"):
        raise Problem("git is not installed, so upstream's branch cannot be cloned")
    wanted = TESTED["clone"]["commit"] or TESTED["clone"]["branch"]
    say(f"Cloning Odoo ({wanted}) …")
    work = STATE / "odoo-clone.partial"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    problem = f"{wanted} of {UPSTREAM} could not be cloned; check the network"
    for command in (["init", "-q"], ["fetch", "--depth=1", UPSTREAM, wanted], ["checkout", "-q", "FETCH_HEAD"]):
        run_logged(["git", "-C", work, *command], "odoo-clone", problem)
    work.rename(CLONE)
    return CLONE

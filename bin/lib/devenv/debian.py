"""Downloads and unpacks Debian packages without installing them, from the mirror that this machine uses.

apt runs with its own configuration and package lists below STATE, so this needs neither root nor changes to the
machine. apt verifies downloads against the signed index; the checksums recorded then are checked at every later use.
"""

import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

from .base import CACHE, STATE, Problem, locked, run_logged, say, sha256

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def fetch(suite, packages):
    """Return the files of `packages` in `suite`, from the cache if they are there undamaged."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise Problem("this machine has no apt-get")
    folder = CACHE / "debian" / suite
    folder.mkdir(parents=True, exist_ok=True)
    with locked("debian", CACHE):
        known = read_index(folder)
        missing = [name for name in packages if not unharmed(folder, known.get(name))]
        if missing:
            download(suite, missing, folder)
            known = read_index(folder)
    return [folder / known[name]["file"] for name in packages]


def read_index(folder):
    """Return {package: {"file": …, "sha256": …}} of the downloads in `folder`."""
    index = folder / "index.json"
    return json.loads(index.read_text()) if index.exists() else {}


def unharmed(folder, entry):
    return bool(entry) and (folder / entry["file"]).exists() and sha256(folder / entry["file"]) == entry["sha256"]


def download(suite, packages, folder):
    say(f"Downloading {', '.join(packages)} of Debian {suite} …")
    apt = private_apt(suite)
    work = folder / "partial"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    problem = f"apt-get could not fetch {packages[0]} of Debian {suite}; check the network and the apt sources"
    environment = {**os.environ, "APT_CONFIG": str(apt)}
    run_logged(["apt-get", "update", "--error-on=any"], f"apt-{suite}", problem, env=environment)
    run_logged(["apt-get", "download", *packages], f"apt-{suite}", problem, env=environment, cwd=work)
    known = read_index(folder)
    for file in work.iterdir():
        file.replace(folder / file.name)
        known[file.name.split("_")[0]] = {"file": file.name, "sha256": sha256(folder / file.name)}
    (folder / "index.json").write_text(json.dumps(known, indent=1, sort_keys=True))


def private_apt(suite):
    """Write an apt configuration that knows only `suite`, and return its path."""
    home = STATE / "apt" / suite
    for name in ("lists/partial", "cache/archives/partial"):
        (home / name).mkdir(parents=True, exist_ok=True)
    options = f"[signed-by={KEYRING}] " if KEYRING.exists() else ""
    (home / "sources.list").write_text(f"deb {options}{mirror()} {suite} main\n")
    config = home / "apt.conf"
    config.write_text(
        f'Dir::Etc::sourcelist "{home}/sources.list";\n'
        'Dir::Etc::sourceparts "-";\n'
        f'Dir::State::lists "{home}/lists";\n'
        f'Dir::Cache "{home}/cache";\n'
        'APT::Sandbox::User "root";\n'
        'Acquire::Languages "none";\n'
    )
    return config


def own_suite():
    """Return the code name of the suite that this machine runs."""
    return platform.freedesktop_os_release().get("VERSION_CODENAME", "")


def mirror():
    """Return the address from which this machine gets its own suite, whatever its sources call it."""
    listed = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(CODENAME) $(COMPONENT) $(ORIGIN)"],
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    for uri, *suites, component, origin in (line.split() for line in listed):
        if (component, origin) == ("main", "Debian") and own_suite() in suites:
            return uri
    raise Problem("this machine's apt sources name no Debian mirror")


def unpack(files, folder):
    for file in files:
        run_logged(["dpkg-deb", "-x", file, folder], "unpack", f"{file} could not be unpacked; delete it")

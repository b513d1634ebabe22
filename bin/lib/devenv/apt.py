"""Installs Debian packages on the machine, as root or by sudo, after waiting for other installations."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from .base import Problem, run_logged, say

LOCKS = ("/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock", "/var/lib/apt/lists/lock", "/var/cache/apt/archives/lock")
PATIENCE = 600  # seconds to wait for another program that installs packages


def install(*packages):
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    by_hand = f"install it: apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Problem(f"{packages[0]} is missing and this machine has no apt-get; {by_hand.replace('apt-get ', '')}")
    if root and (not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode):
        raise Problem(f"{packages[0]} is missing and only root can {by_hand}")
    say(f"Installing {', '.join(packages)} with apt-get …")
    # The option makes apt wait for a program that takes a lock after our own check.
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", f"DPkg::Lock::Timeout={PATIENCE}"]
    wait_for_others()
    run_logged([*apt, "update"], "apt-update", "apt-get update failed; check the network")
    wait_for_others()
    run_logged(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        f"apt-{packages[0]}",
        f"apt-get could not install {packages[0]}; check the network, or {by_hand}",
    )


def wait_for_others():
    """Wait until nobody holds a lock of apt or dpkg; print who does."""
    end, announced = time.monotonic() + PATIENCE, None
    while holder := lock_holder():
        if time.monotonic() > end:
            raise Problem(f"{holder} has held apt's lock for {PATIENCE // 60} minutes; let it end, then try again")
        if holder != announced:
            say(f"Waiting for {holder}, which holds apt's lock …")
            announced = holder
        time.sleep(1)


def lock_holder():
    """Return "apt-get (process 123)" for the program that holds one of LOCKS, or None."""
    inodes = {os.stat(path).st_ino for path in LOCKS if os.path.exists(path)}
    for line in Path("/proc/locks").read_text().splitlines():
        # 1: POSIX  ADVISORY  WRITE 1234 fe:00:5310790 0 EOF; processes that wait have "->" before POSIX
        fields = line.split()
        if fields[1] == "POSIX" and int(fields[5].split(":")[2]) in inodes:
            return f"{program(fields[4])} (process {fields[4]})"
    return None


def program(pid):
    try:
        return Path("/proc", pid, "comm").read_text().strip()
    except OSError:
        return "a program"

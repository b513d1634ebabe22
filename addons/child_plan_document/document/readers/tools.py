"""Programs of the machine that some files need, run with a bound of time and in a folder of their own."""

import os
import shutil
import signal
import subprocess

from ..errors import MissingTool, ReadingTimeout


def find_tool(*names):
    """The path of the first program that is there, or None."""
    return next((path for name in names if (path := shutil.which(name))), None)


def need_tool(label, *names):
    """As :func:`find_tool`; raises :class:`MissingTool` that names ``label``."""
    path = find_tool(*names)
    if path is None:
        raise MissingTool(tool=label)
    return path


def run_tool(command, folder, seconds, stdin=None):
    """What a program prints; its whole group is ended when the time is over. Returns None where it fails."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "TMPDIR": folder, "OMP_THREAD_LIMIT": "1"}
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    source = subprocess.PIPE if stdin is not None else subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        start_new_session=True,
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        output = process.communicate(stdin, timeout=seconds)[0]
    except BaseException as error:  # also where the reading itself is told to end
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise ReadingTimeout() from error
        raise
    return output if process.returncode == 0 else None

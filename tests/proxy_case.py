"""nginx with the example of the hardening guide before a server with workers, and people who use it."""

import re
import socket
import subprocess
import time
from contextlib import contextmanager
from types import SimpleNamespace

from devenv import base, nginx, serve
from devenv.people import Person

__all__ = ["Person", "free_ports", "proxied"]

SOCKET = base.ROOT / "docs" / "examples" / "child_plan.socket"


def free_ports(number):
    """Return ports that nobody listens on. All are held until all are found, so that they differ."""
    sockets = [socket.socket() for _port in range(number)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@contextmanager
def proxied(database, folder, workers=4):
    """Serve ``database`` behind nginx; yield its addresses and what it logs."""
    http, bus, tls, plain = free_ports(4)
    changes = {
        "listen 443": f"listen 127.0.0.1:{tls}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "127.0.0.1:8069": f"127.0.0.1:{http}",
        "127.0.0.1:8072": f"127.0.0.1:{bus}",
    }
    pem, command = nginx.write(folder, changes)
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    options = (f"--workers={workers}", f"--gevent-port={bus}", "--proxy-mode", "--http-interface=127.0.0.1")
    with socket.socket() as listening:
        # As systemd does for docs/examples/child_plan.socket.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", http))
        listening.listen(backlog())
        listening.setblocking(False)
        yield from behind(database, http, listening, options, command, tls, plain, pem)


def behind(database, http, listening, options, command, tls, plain, pem):
    with serve.running(database, http, *options, listening=listening) as (_server, _url, log):
        process = subprocess.Popen(["setpriv", "--pdeathsig=TERM", *command])
        try:
            wait_for(tls)
            yield SimpleNamespace(tls=tls, plain=plain, pem=pem, log=log, url=f"https://localhost:{tls}")
        finally:
            process.terminate()
            process.wait(30)


def backlog():
    """How many may wait, as the example of the socket says."""
    return int(re.search(r"^Backlog=(\d+)$", SOCKET.read_text(), re.MULTILINE)[1])


def wait_for(port):
    for _try in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx does not listen")

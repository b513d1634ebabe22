"""nginx with the example of the hardening guide before a server with workers, and people who use it."""

import datetime
import os
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from types import SimpleNamespace

import requests
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from devenv import base, nginx, serve

EXAMPLE = base.ROOT / "docs" / "examples" / "nginx.conf"
SOCKET = base.ROOT / "docs" / "examples" / "child_plan.socket"
AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/example.conf;
}}
"""


def free_ports(number):
    """Return ports that nobody listens on. All are held until all are found, so that they differ."""
    sockets = [socket.socket() for _port in range(number)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def certificate(folder):
    """Write a certificate for localhost that signs itself, and its key; return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "site.pem", folder / "site.key"
    paths[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    formats = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, *formats))
    return paths


@contextmanager
def proxied(database, folder, workers=4):
    """Serve ``database`` behind nginx; yield its addresses and what it logs."""
    http, bus, tls, plain = free_ports(4)
    pem, key = certificate(folder)
    example = EXAMPLE.read_text()
    for written, here in {
        "listen 443": f"listen 127.0.0.1:{tls}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "127.0.0.1:8069": f"127.0.0.1:{http}",
        "127.0.0.1:8072": f"127.0.0.1:{bus}",
        "/etc/ssl/certs/plans.example.pem": str(pem),
        "/etc/ssl/private/plans.example.key": str(key),
        "plans.example": "localhost",
    }.items():
        assert written in example, written
        example = example.replace(written, here)
    (folder / "example.conf").write_text(example)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = [nginx.binary(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
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


class From(requests.adapters.HTTPAdapter):
    """Comes from an address of its own among those of this machine, as other people's computers do."""

    def __init__(self, address):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        # Nothing is tried twice: what is refused or reset has to show.
        retries = urllib3.Retry(0, read=False, redirect=0)
        super().init_poolmanager(*args, source_address=(self.address, 0), retries=retries, **kwargs)


class Person:
    def __init__(self, site, address):
        self.site, self.web = site, requests.Session()
        self.web.trust_env = False
        self.web.verify = str(site.pem)
        self.web.mount("https://", From(address))

    def get(self, path, **options):
        return self.web.get(self.site.url + path, allow_redirects=False, timeout=600, **options)

    def post(self, path, **options):
        return self.web.post(self.site.url + path, allow_redirects=False, timeout=600, **options)

    def login(self, login, password=None, **options):
        page = self.get("/web/login")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
        form = {"login": login, "password": password or login, "csrf_token": token}
        return self.post("/web/login", data=form, **options)

    def call(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self.post(f"/web/dataset/call_kw/{model}/{method}", json={"params": params})
        answer.raise_for_status()
        return answer.json()["result"]

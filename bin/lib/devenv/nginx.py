"""Provides Debian's nginx, with which the tests and bin/cluster try the proxy of docs/examples/nginx.conf.

The package is unpacked, not installed: installing it would start a web server on the machine's port 80.
"""

import datetime
import os
import shutil
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from . import debian
from .base import ROOT, STATE

EXAMPLE = ROOT / "docs" / "examples" / "nginx.conf"
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


def write(folder, changes):
    """Write the example into `folder` for localhost, with further `changes` ({written there: wanted here}).

    Return the file of its certificate, and the command line that runs nginx with it.
    """
    pem, key = certificate(folder)
    changes = {
        **changes,
        "/etc/ssl/certs/plans.example.pem": str(pem),
        "/etc/ssl/private/plans.example.key": str(key),
        "plans.example": "localhost",
    }
    (folder / "example.conf").write_text(changed(EXAMPLE, changes))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    return pem, [binary(), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def changed(example, changes):
    """Return the text of an example with each key of `changes`, which it must contain, replaced."""
    text = example.read_text()
    for written, here in changes.items():
        assert written in text, f"{example}: {written}"
        text = text.replace(written, here)
    return text


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

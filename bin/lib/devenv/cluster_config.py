"""Writes the configuration of bin/cluster: the examples of docs/examples with addresses, ports and folders of one
machine, so that what the guide recommends is what was tried.
"""

import os
import re
import secrets
import sys
from pathlib import Path
from types import SimpleNamespace

from . import nginx, postgres
from .base import ADDONS, ROOT
from .cluster_processes import HOME

EXAMPLES = ROOT / "docs" / "examples" / "cluster"
ODOO = Path(__file__).parents[1] / "server" / "run_odoo.py"
DATABASE = "child_plan"
SESSIONS = "odoo_sessions"
NODES = ("app1", "app2")
SERVERS = ("db1", "db2")
DATA = HOME / "odoo"
CALLS = HOME / "nginx" / "child_plan_calls.conf"
#: name -> what is added to the first port
PORTS = {
    "tls": 0,
    "app1": 1,
    "app2": 2,
    "writes": 5,
    "reads": 6,
    "live": 7,
    "plain": 9,
    "live1": 11,
    "live2": 12,
    "db1": 21,
    "db2": 22,
    "primary": 25,
    "standby": 26,
    "none": 27,
    "rest1": 31,
    "rest2": 32,
    "etcd": 41,
    "peer": 42,
    "pgbouncer": 45,
}


def places(first):
    """Return the ports and addresses of a cluster whose first port is `first`."""
    ports = {name: first + offset for name, offset in PORTS.items()}
    return SimpleNamespace(
        ports=ports, url=f"https://localhost:{ports['tls']}", pem=HOME / "nginx" / "site.pem", **ports
    )


def password():
    """Return the password of all accounts of this cluster, which nobody else can read."""
    file = HOME / "password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(18))
    return file.read_text()


def write(programs, at):
    """Write all files below HOME; return {name of a process: its command line}."""
    commands = {"etcd": etcd(programs, at)}
    for server in SERVERS:
        commands[server] = patroni(programs, at, server)
    commands["haproxy"] = haproxy(programs, at)
    commands["pgbouncer"] = pgbouncer(programs, at)
    for node in NODES:
        commands[node] = [sys.executable, ODOO, "-c", odoo(programs, at, node)]
    commands["nginx"] = web(at)
    return commands


def put(name, text, secret=True):
    """Write a file for PostgreSQL's account, which others cannot read if it holds the password."""
    file = HOME / name
    file.touch(mode=0o600 if secret else 0o644)
    file.write_text(text)
    postgres.own(file)
    return file


def etcd(programs, at):
    client, peer = (f"http://127.0.0.1:{port}" for port in (at.etcd, at.peer))
    return [
        programs.etcd,
        *("--name=etcd1", f"--data-dir={HOME / 'etcd'}"),
        *(f"--listen-client-urls={client}", f"--advertise-client-urls={client}"),
        *(f"--listen-peer-urls={peer}", f"--initial-advertise-peer-urls={peer}", f"--initial-cluster=etcd1={peer}"),
    ]


def patroni(programs, at, server):
    folder, rest = HOME / server, at.ports[f"rest{server[-1]}"]
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    postgres.own(folder)
    changes = {
        "name: db1": f"name: {server}",
        "db1:8008": f"127.0.0.1:{rest}",
        "db1:5432": f"127.0.0.1:{at.ports[server]}",
        "etcd1:2379,etcd2:2379,etcd3:2379": f"127.0.0.1:{at.etcd}",
        # It would restart this machine.
        "mode: automatic": 'mode: "off"',
        "/var/lib/postgresql/child_plan": str(folder / "data"),
        "/usr/lib/postgresql/15/bin": str(programs.postgres),
        "unix_socket_directories: /var/run/postgresql": 'unix_socket_directories: ""',
        "change-me": password(),
        "10.0.0.0/24": "127.0.0.1/32",
    }
    file = put(f"{server}.yml", nginx.changed(EXAMPLES / "patroni.yml", changes))
    # Patroni runs its own Python again to start PostgreSQL.
    return [*postgres.as_owner(folder, sys.executable), programs.patroni, file]


def haproxy(programs, at):
    changes = {
        "app1:5000": f"127.0.0.1:{at.primary}",
        "app1:5001": f"127.0.0.1:{at.standby}",
        "app1:5002": f"127.0.0.1:{at.none}",
        "app1:8169": f"127.0.0.1:{at.writes}",
        "app1:8170": f"127.0.0.1:{at.reads}",
        "app1:8172": f"127.0.0.1:{at.live}",
        "plans.example": "localhost",
    }
    for server in SERVERS:
        changes[f"{server}:5432"] = f"127.0.0.1:{at.ports[server]}"
        changes[f"addr {server} port 8008"] = f"addr 127.0.0.1 port {at.ports[f'rest{server[-1]}']}"
    for node in NODES:
        changes[f"{node}:8069"] = f"127.0.0.1:{at.ports[node]}"
        changes[f"{node}:8072"] = f"127.0.0.1:{at.ports[f'live{node[-1]}']}"
    return [programs.haproxy, "-f", put("haproxy.cfg", nginx.changed(EXAMPLES / "haproxy.cfg", changes))]


def pgbouncer(programs, at):
    put("userlist.txt", f'"odoo" "{password()}"\n')
    changes = {
        "host=app1 port=5000": f"host=127.0.0.1 port={at.primary}",
        "listen_addr = app1": "listen_addr = 127.0.0.1",
        "listen_port = 6432": f"listen_port = {at.pgbouncer}",
        "/etc/pgbouncer/userlist.txt": str(HOME / "userlist.txt"),
    }
    file = put("pgbouncer.ini", nginx.changed(EXAMPLES / "pgbouncer.ini", changes))
    return [*postgres.as_owner(HOME / SERVERS[0]), programs.pgbouncer, file]


def odoo(programs, at, node):
    DATA.mkdir(exist_ok=True)
    changes = {
        "addons_path = addons": f"addons_path = {ADDONS},{programs.session_db}",
        "change-me": password(),
        "db_host = app1": "db_host = 127.0.0.1",
        "db_port = 6432": f"db_port = {at.pgbouncer}",
        "db_replica_host = app1": "db_replica_host = 127.0.0.1",
        "db_replica_port = 5001": f"db_replica_port = {at.standby}",
        "data_dir = /srv/odoo": f"data_dir = {DATA}",
        "http_interface = app1": "http_interface = 127.0.0.1",
        "http_port = 8069": f"http_port = {at.ports[node]}",
        "gevent_port = 8072": f"gevent_port = {at.ports[f'live{node[-1]}']}",
        "workers = 4": "workers = 2",
    }
    return put(f"{node}.conf", nginx.changed(EXAMPLES / "odoo.conf", changes))


def environment(programs, at):
    """Return the environment of the programs: without what other commands of this checkout set for theirs."""
    kept = {name: value for name, value in os.environ.items() if not re.match("PG|ODOO", name)}
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "LD_LIBRARY_PATH": programs.libraries,
        "SESSION_DB_URI": f"postgres://odoo:{password()}@127.0.0.1:{at.pgbouncer}/{SESSIONS}",
    }


def web(at):
    CALLS.parent.mkdir(exist_ok=True)
    login_from = "map $request_method $login_from"
    changes = {
        login_from: f"include {CALLS};\n{login_from}",
        "listen 443": f"listen 127.0.0.1:{at.tls}",
        "listen 80": f"listen 127.0.0.1:{at.plain}",
        "upstream odoo { server 127.0.0.1:8069; }": (
            f"upstream odoo {{ server 127.0.0.1:{at.writes}; keepalive 32; }}\n"
            f"upstream odoo_reads {{ server 127.0.0.1:{at.reads}; keepalive 32; }}"
        ),
        "127.0.0.1:8072": f"127.0.0.1:{at.live}",
        "location / {": (
            "location ~ ^/web/dataset/call_(kw|button)/ { proxy_pass http://$called_upstream; }\n    location / {"
        ),
    }
    _pem, command = nginx.write(CALLS.parent, changes)
    return command

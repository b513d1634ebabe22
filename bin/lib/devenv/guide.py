""".ci/install: carries out the section "Installing" of the administrator's guide, step by step.

An empty virtual environment beside an Odoo folder gets the libraries of requirements.txt and, by pip, the addons; a new
database gets the addons, and one document is read in it. The environment knows nothing else of this checkout.
"""

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from . import databases, documents, odoo_source
from .base import ADDONS, CACHE, ROOT, Problem, command, run_logged, say
from .shell import environment

PLAN = ROOT / "tests" / "document" / "plans" / "xa-chuyen-doi-so.txt"
READ = """
import base64, pathlib, odoo.addons.child_plan
assert "site-packages" in odoo.addons.child_plan.__file__, odoo.addons.child_plan.__file__
unit = env["child.plan.unit"].create({"name": "UBND xã", "kind": "authority", "level": "commune"})
reading = env["child.plan.import"].create({
    "filename": "plan.pdf",
    "document": base64.b64encode(pathlib.Path("plan.pdf").read_bytes()),
    "issuer_id": unit.id,
    "standing_unit_id": unit.id,
})
reading._read()
assert reading.state == "review" and reading.number and reading.task_count, (reading.state, reading.failure)
print(f"Plan {reading.number} was read, {reading.task_count} tasks.")
"""
PRIVATE = ("PYTHONPATH", "ODOO_ADDONS_PATH", "ODOO_RC", "ODOO_DATA_DIR", "VIRTUAL_ENV", "CHILD_PLAN_PATH")


def main(_arguments):
    documents.ensure()
    with environment(), tempfile.TemporaryDirectory() as folder:
        work, name = Path(folder), f"cp_install_{os.getpid()}"
        (work / "plan.pdf").write_bytes(as_pdf(PLAN))
        install(work)
        try:
            use(work, name)
        finally:
            databases.drop(name)
    return 0


def as_pdf(path):
    """Return a test plan as a PDF."""
    sys.path[:0] = [str(PLAN.parents[1]), *(str(file.parents[1]) for file in ADDONS.glob("*/document/__main__.py"))]
    import making

    return making.pdf_of(path.read_text("utf-8"))


def install(work):
    """Carry out steps 1 to 3 of the guide."""
    say("Installing requirements.txt and the addons in an empty virtual environment …")
    python, problem = work / "venv" / "bin" / "python", "the steps of the guide fail"
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    options = {"cwd": work, "env": clean(PIP_CACHE_DIR=str(CACHE / "pip"))}
    run_logged([sys.executable, "-m", "venv", work / "venv"], "guide", problem, **options)
    [site] = (work / "venv" / "lib").glob("python*/site-packages")
    (site / "odoo.pth").write_text(f"{odoo_source.find()}\n")
    run_logged([*pip, "--require-hashes", "-r", ROOT / "requirements.txt"], "guide", problem, **options)
    addons = [manifest.parent for manifest in ADDONS.glob("*/__manifest__.py")]
    run_logged([*pip, "--no-deps", *addons], "guide", problem, **options)


def use(work, name):
    """Carry out steps 5 and 6: create a database and read a document in it."""
    manifests = {file.parent.name: ast.literal_eval(file.read_text()) for file in ADDONS.glob("*/__manifest__.py")}
    chosen = ",".join(addon for addon, manifest in manifests.items() if not manifest.get("auto_install"))
    say(f"Installing {chosen} in a database …")
    conf = (ROOT / "odoo.conf").read_text().replace("\naddons_path", "\n;addons_path")
    (work / "odoo.conf").write_text(conf + f"\ndata_dir = {work}/data\n")
    odoo = [work / "venv" / "bin" / "python", "-m", "odoo"]
    options = ["-c", "odoo.conf", "-d", name, "--no-http", "--log-level=warn"]
    run_logged(
        [*odoo, *options, "-i", chosen, "--load-language=vi_VN", "--stop-after-init"],
        "guide",
        "the addons cannot be installed as the guide says",
        cwd=work,
        env=clean(),
    )
    shell = [*odoo, "shell", *options]
    done = subprocess.run(shell, input=READ, text=True, capture_output=True, cwd=work, env=clean())
    if done.returncode or "was read" not in done.stdout:
        raise Problem(f"no document can be read as the guide says: {done.stderr.strip()[-500:]}")
    print(f"The addons are installed as the guide says. {done.stdout.strip()}")


def clean(**more):
    """Return the environment of a user without this checkout, except for the database server."""
    known = {name: value for name, value in os.environ.items() if name not in PRIVATE}
    return {**known, "PATH": os.environ["PATH"].partition(":")[2], **more}


if __name__ == "__main__":
    command(main)

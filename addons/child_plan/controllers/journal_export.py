import gzip
import tempfile

from werkzeug.utils import send_file

from odoo.http import Controller, request, route


class JournalExport(Controller):
    @route("/child_plan/journal_export", type="http", auth="user", methods=["GET"], readonly=True)
    def export(self):
        """Download the seals that the user can read with their rows, as lines of JSON (``lib/journal_chain.py``)."""
        seals = request.env["child.plan.journal.seal"]
        seals.check_access("read")
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the response
        with gzip.open(file, "wt", encoding="utf-8") as output:
            output.writelines(f"{line}\n" for line in seals._export())
        file.seek(0)
        name = f"journal-{request.env.cr.now():%Y-%m-%d}.jsonl.gz"
        return send_file(
            file, request.httprequest.environ, mimetype="application/gzip", as_attachment=True, download_name=name
        )

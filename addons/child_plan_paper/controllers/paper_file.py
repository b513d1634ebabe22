import io
import zipfile

from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

MOST = {"docx": 300, "pdf": 100}  # papers in one file: a PDF takes longer


class PaperFile(Controller):
    """Serves papers as Word and PDF; each request checks that the user may read them."""

    @route(
        ["/child_plan/paper/<string:ids>.docx", "/child_plan/paper/<string:ids>.pdf"],
        type="http",
        auth="user",
        readonly=True,
    )
    def paper(self, ids):
        kind = request.httprequest.path.rpartition(".")[2]
        numbers = [int(number) for number in ids.split(",") if number.isdecimal()]
        if len(numbers) > MOST[kind]:
            raise UserError(request.env._("At most %s papers in one file: choose fewer.", MOST[kind]))
        papers = request.env["child.plan.paper"].browse(numbers).exists()
        papers.check_access("read")
        if not papers:
            raise request.not_found()
        content, mimetype, name = papers._file(kind) if len(papers) == 1 else self._zip(papers, kind)
        headers = [("Content-Type", mimetype), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)

    def _zip(self, papers, kind):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, paper in enumerate(papers, 1):
                content, _type, name = paper._file(kind)
                archive.writestr(f"{number:03d} {name}", content)
        return file.getvalue(), "application/zip", f"{request.env._('Papers')}.zip"

import os
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.child_plan.lib.bounded import run_bounded

from ..document import DocumentError, Source
from ..document.bounded import PagesWanted, again_bounded, page_bounded, read_bounded
from ..document.errors import MissingTool
from .plan_import import PATIENCE

PAGE_SECONDS = 90  # for one page of a scan, two turns included
PREVIEWED = ("name", "number", "issued_on", "place")


class ChildPlanImport(models.Model):
    """Reading in the background: each page of a scan is a step of its own, so a break costs a page."""

    _inherit = "child.plan.import"

    pages = fields.Json(readonly=True, help="Texts of the scanned pages read so far: {number: text or null}")
    pages_wanted = fields.Integer("Scanned pages", readonly=True)
    pages_read = fields.Integer("Scanned pages that are read", readonly=True)

    @api.model
    def _cron_read(self):
        """Read the waiting files one by one, and those whose worker died; a scan goes on with the page where it was.

        The commit before each tells how often a file was tried, so that one that kills its worker is given up.
        """
        stalled = Domain("reading_since", "=", False) | Domain("reading_since", "<", fields.Datetime.now() - PATIENCE)
        readings = self.search(Domain("state", "=", "reading") & stalled, order="attempts, id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(readings))
        for reading in readings:
            reading._begin_reading()
            cron._commit_progress()
            if reading.state == "reading" and not reading._read():
                break  # the job's time is over: it is called again at once, because not all is done
            if not cron._commit_progress(1):
                break

    def _read(self):
        """Read the file in child processes with bounds of time and memory; must run as the system.

        :return: False if pages are left because the time of the scheduled job is over
        """
        self.ensure_one()
        if self.state != "reading":
            return True  # it has been read: the demonstration data come again when the addon is installed anew
        data = b64decode(self.document)
        try:
            try:
                source, plan = read_bounded(run_bounded, data, self.filename, self._pages())
            except PagesWanted as wanted:
                if not self._read_pages(data, wanted.numbers):
                    self.reading_since = False
                    return False
                source, plan = read_bounded(run_bounded, data, self.filename, self._pages())
        except DocumentError as error:
            self.write({"state": "failed", "failure": error.message, "failure_values": error.values or False})
            return True
        self._fill(source, plan)
        self.pages = False
        return True

    def _pages(self):
        return {int(number): text for number, text in (self.pages or {}).items()}

    def _read_pages(self, data, numbers):
        """Read scanned pages on all cores, and store each. Return False if the job's time is over before the last."""
        cron, cores = self.env["ir.cron"], os.cpu_count() or 1
        self.pages_wanted = len(self.pages or {}) + len(numbers)
        with ThreadPoolExecutor(cores) as pool:
            for at in range(0, len(numbers), cores):
                group = numbers[at : at + cores]
                texts = pool.map(lambda number: _text_of_page(data, number), group)
                known = {**(self.pages or {}), **dict(zip(map(str, group), texts, strict=True))}
                gone_on = {"reading_since": fields.Datetime.now(), "attempts": 0}
                self.write({"pages": known, "pages_read": len(known), **gone_on})
                if group[0] == 0 and known["0"]:
                    self._preview_head(known["0"])
                if not cron._commit_progress() and at + cores < len(numbers):
                    return False
        return True

    def _preview_head(self, text):
        """Set the head of the plan as the first page gives it; it is read anew with the whole."""
        plan = again_bounded(run_bounded, Source(text, "pdf", notes=["ocr"]))
        self.write({"name": plan.title, "number": plan.number, "issued_on": plan.issued_on, "place": plan.place})

    def _progress(self):
        """What the screen shows while a scan is being read, or None."""
        if self.state != "reading" or not self.pages_wanted:
            return None
        return {"read": self.pages_read, "pages": self.pages_wanted, "head": {n: self[n] or "" for n in PREVIEWED}}


def _text_of_page(data, number):
    """The text of a page, None if it cannot be read; a missing program is raised."""
    try:
        return page_bounded(run_bounded, data, number, seconds=PAGE_SECONDS)
    except MissingTool:
        raise
    except DocumentError:
        return None

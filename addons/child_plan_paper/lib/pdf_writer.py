"""Prints a paper as PDF: its HTML page through WeasyPrint, with a free font of the measures of Times New Roman.

Nothing is loaded but the four files of that font. WeasyPrint is imported at the first use, because without Pango on the
machine it cannot be.
"""

import gc
import logging
import subprocess
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from .html_writer import write_html

FONT = "Liberation Serif"
_FACES = {
    ("normal", "normal"): "regular",
    ("bold", "normal"): "bold",
    ("normal", "italic"): "italic",
    ("bold", "italic"): "bold:italic",
}  # in CSS, and as fontconfig asks for them
_VIETNAMESE = "1b0 1ed9"  # ư and ộ


class CannotPrint(Exception):
    """A program or font is missing on this machine; the text says which and how to install it."""


def write_pdf(paper):
    """Return the bytes of a PDF file.

    :raise CannotPrint: Pango or the font is missing
    """
    weasyprint = _weasyprint()
    faces = "".join(
        f'@font-face {{ font-family: "{FONT}"; src: url({file.as_uri()}); font-weight: {weight}; font-style: {slant} }}'
        for (weight, slant), file in _font_files().items()
    )
    fonts = weasyprint.text.fonts.FontConfiguration()
    from_disk = weasyprint.urls.URLFetcher(allowed_protocols=["file"])
    style = weasyprint.CSS(string=faces, url_fetcher=from_disk, font_config=fonts)
    page = weasyprint.HTML(string=write_html(paper, FONT), url_fetcher=_refuse)
    with _collector_paused():
        return page.write_pdf(stylesheets=[style], font_config=fonts)


@contextmanager
def _collector_paused():
    """Spare the collector the millions of objects of a layout, of which none is waste before its end: a quarter of the
    time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _refuse(url, *_args, **_kwargs):
    raise ValueError(f"a paper loads nothing: {url}")


def _weasyprint():
    try:
        import weasyprint
    except OSError as error:
        raise CannotPrint(
            "PDF needs Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error
    for talkative in ("weasyprint", "fontTools"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    return weasyprint


@cache
def _font_files():
    """Return ``{(weight, slant): file}`` of the font, in a version that has the Vietnamese letters."""
    return {face: _font_file(wanted) for face, wanted in _FACES.items()}


def _font_file(face):
    wanted = f"{FONT}:{face}:charset={_VIETNAMESE}"
    found = subprocess.run(["fc-match", "-f", "%{family}|%{file}", wanted], capture_output=True, text=True).stdout
    family, _, file = found.partition("|")
    if family != FONT:
        raise CannotPrint(f"PDF needs the font {FONT} 2: apt-get install fonts-liberation2")
    return Path(file)

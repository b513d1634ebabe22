"""Pictures of pages read by tesseract with Vietnamese."""

import io
import os
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor

from ..errors import BrokenDocument, MissingTool
from ..fold import key
from .tools import need_tool, run_tool

PAGE_SECONDS = 60
# Pages of a scan that are read; no plan has more.
MOST_PAGES = 100
# Words that no Vietnamese text of some length lacks: what has none of them lies on its side, or is no text.
_COMMON = frozenset("va cua cac cho den theo trong co tren ve ngay nam so ban uy thuc hien ke hoach".split())
_ENOUGH = 0.05  # share of these words in a page that stands upright; measured: 0.10 to 0.20, on its side 0.00


class PagesWanted(Exception):
    """The caller wants to read scanned pages one by one first: their ``numbers``, from 0."""

    def __init__(self, numbers):
        super().__init__()
        self.numbers = numbers


def tesseract():
    """The command of tesseract; raises :class:`MissingTool` where it or its Vietnamese is not installed."""
    path = need_tool("Tesseract", "tesseract")
    with tempfile.TemporaryDirectory() as folder:
        languages = run_tool([path, "--list-langs"], folder, 20) or b""
    if b"vie" not in languages.split():
        raise MissingTool(tool="Tesseract (Vietnamese)")
    return path


def texts_of(numbers, picture_of, known):
    """``{number: text}`` of scanned pages, None for a page that could not be read.

    ``picture_of`` gives the PIL image of a page. ``known``: the texts of pages that were read before, one by one; None
    to read them here, on all cores. Raises :class:`PagesWanted` where some are not known.
    """
    if known is not None:
        wanted = [number for number in numbers if number not in known]
        if wanted:
            raise PagesWanted(wanted)
        return known
    path, texts, cores = tesseract(), {}, os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        for at in range(0, len(numbers), cores):  # so that no more pictures than cores are held
            group = numbers[at : at + cores]
            pictures = [picture_of(number) for number in group]
            texts.update(zip(group, pool.map(lambda picture: read_picture(picture, path), pictures), strict=True))
    return texts


def read_picture(picture, path):
    """The text of one page, turned upright where it lies. ``picture``: a PIL image."""
    gray = picture.convert("L")
    text = _run(gray, path, "vie", "4")
    if _share_of_common(text) >= _ENOUGH:
        return text
    turned = re.search(r"Rotate: (90|180|270)", _run(gray, path, "osd", "0", needed=False))
    if not turned:
        return text
    upright = _run(gray.rotate(-int(turned[1]), expand=True), path, "vie", "4")
    return max(text, upright, key=_share_of_common)


def _share_of_common(text):
    words = key(text).split()
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


def _run(picture, path, language, layout, needed=True):
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    with tempfile.TemporaryDirectory() as folder:
        command = [path, "stdin", "stdout", "-l", language, "--psm", layout, "--dpi", "300"]
        output = run_tool(command, folder, PAGE_SECONDS, stream.getvalue())
    if output is None and needed:
        raise BrokenDocument()
    return (output or b"").decode("utf-8", "replace").replace("\f", "")

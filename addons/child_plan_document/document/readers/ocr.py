"""Pictures of pages read by tesseract with Vietnamese."""

import io
import tempfile

from ..errors import BrokenDocument, MissingTool
from .tools import need_tool, run_tool

PAGE_SECONDS = 60


def tesseract():
    """The command of tesseract; raises :class:`MissingTool` where it or its Vietnamese is not installed."""
    path = need_tool("Tesseract", "tesseract")
    with tempfile.TemporaryDirectory() as folder:
        languages = run_tool([path, "--list-langs"], folder, 20) or b""
    if b"vie" not in languages.split():
        raise MissingTool(tool="Tesseract (Vietnamese)")
    return path


def read_picture(picture, path):
    """The text of one page. ``picture``: a PIL image."""
    stream = io.BytesIO()
    picture.convert("L").save(stream, "PNG")
    with tempfile.TemporaryDirectory() as folder:
        command = [path, "stdin", "stdout", "-l", "vie", "--psm", "4", "--dpi", "300"]
        output = run_tool(command, folder, PAGE_SECONDS, stream.getvalue())
    if output is None:
        raise BrokenDocument()
    return output.decode("utf-8", "replace").replace("\f", "")

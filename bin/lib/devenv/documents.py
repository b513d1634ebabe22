"""Provides the external programs for documents: Tesseract with Vietnamese for scans, LibreOffice for old Word files,
Pango and a font for papers as PDF.

The addons work without them, and say what is missing when such a file is uploaded or wanted.
"""

import ctypes.util
import shutil
import subprocess

from . import apt
from .base import Problem, say


def ensure():
    if wanted := missing():
        apt.install(*wanted)


def offer():
    """Install what is missing if that is possible; otherwise continue without it."""
    try:
        ensure()
    except Problem as problem:
        say(f"Scans or old Word files (.doc, .rtf) cannot be read, or papers not be printed as PDF: {problem}")


def missing():
    """Return the Debian packages that are missing."""
    packages = []
    if not reads_vietnamese():
        packages += ["tesseract-ocr", "tesseract-ocr-vie", "fonts-dejavu-core"]
    if not shutil.which("soffice") and not shutil.which("libreoffice"):
        packages.append("libreoffice-writer-nogui")
    if not prints_vietnamese():
        packages += ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation2"]
    return packages


def reads_vietnamese():
    if not shutil.which("tesseract"):
        return False
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True).stdout
    return "vie" in languages.split()


def prints_vietnamese():
    """Return whether Pango is there, and the font of papers in a version that has ư and ộ."""
    if not ctypes.util.find_library("pangoft2-1.0") or not shutil.which("fc-match"):
        return False
    wanted = "Liberation Serif:charset=1b0 1ed9"
    found = subprocess.run(["fc-match", "-f", "%{family}", wanted], capture_output=True, text=True).stdout
    return found == "Liberation Serif"

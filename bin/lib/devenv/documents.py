"""Provides the reader's external programs: Tesseract with Vietnamese for scans, LibreOffice for old Word files.

The addon works without them, and says what is missing when such a file is uploaded.
"""

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
        say(f"Scans or old Word files (.doc, .rtf) cannot be read: {problem}")


def missing():
    """Return the Debian packages that are missing."""
    packages = []
    if not reads_vietnamese():
        packages += ["tesseract-ocr", "tesseract-ocr-vie", "fonts-dejavu-core"]
    if not shutil.which("soffice") and not shutil.which("libreoffice"):
        packages.append("libreoffice-writer-nogui")
    return packages


def reads_vietnamese():
    if not shutil.which("tesseract"):
        return False
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True).stdout
    return "vie" in languages.split()

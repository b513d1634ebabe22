"""Tesseract with Vietnamese, for the tests that read a scanned page."""

import shutil
import subprocess

from .base import apt_install


def ensure():
    if not reads_vietnamese():
        apt_install("tesseract-ocr", "tesseract-ocr-vie", "fonts-dejavu-core")


def reads_vietnamese():
    if not shutil.which("tesseract"):
        return False
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True).stdout
    return "vie" in languages.split()

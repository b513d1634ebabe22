"""Chromium for the browser tests."""

import shutil

from .base import apt_install

# where Odoo's tests look, in their order
NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def ensure():
    if not any(map(shutil.which, NAMES)):
        apt_install("chromium")

"""Provides Chromium for the browser tests."""

import shutil

from . import apt

# Where Odoo's tests look for it, in their order.
NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def ensure():
    if not any(map(shutil.which, NAMES)):
        apt.install("chromium")

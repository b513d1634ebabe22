"""Sets up what the commands in bin/ need: Python libraries, Odoo, PostgreSQL, databases, a browser.

Downloads are kept in CACHE and checked before each use; everything else lies in STATE, which can be deleted at any
time. `base`, `venv` and `lint` run on the machine's own Python, the other modules in the environment that `venv`
creates.
"""

"""bin/i18n [ADDON…]: collect the addons' terms in i18n/ADDON.pot and update every .po beside it.

Translations are kept. A term that was slightly reworded keeps its old translation, marked as fuzzy for review; if only
its whitespace changed, it keeps the translation without a mark. Missing translations are listed.
"""

import argparse
import sys
from difflib import get_close_matches

import polib

from . import databases
from .base import ADDONS, ROOT, STATE, command, locked, run_logged, say
from .shell import environment

LIKENESS = 0.8  # minimum similarity of an old term to a new one for its translation to be reused
# Header lines that change with every export or say nothing.
IDLE = ("POT-Creation-Date", "PO-Revision-Date", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team")


def main(arguments):
    product = [addon.name for addon in databases.product()]
    names = [*product, *(bridge.name for bridge in databases.bridges())]
    parser = argparse.ArgumentParser(prog="bin/i18n", description="Export the terms and update the translations.")
    parser.add_argument("addons", nargs="*", metavar="ADDON", help=f"{', '.join(names)} (default {', '.join(product)})")
    addons = parser.parse_args(arguments).addons or product
    if unknown := set(addons) - set(names):
        parser.error(f"no such addon: {', '.join(sorted(unknown))}")
    with environment(), locked("databases"):
        made = databases.with_addon if set(addons) <= set(product) else databases.with_bridges
        database = made(demo=False)
        for addon in addons:
            update(addon, database)


def update(addon, database):
    folder, template = ADDONS / addon / "i18n", exported(addon, database)
    folder.mkdir(exist_ok=True)
    save(template, folder / f"{addon}.pot")
    say(f"{addon}.pot: {len(template)} terms")
    for path in sorted(folder.glob("*.po")):
        translations = merged(polib.pofile(str(path), wrapwidth=78), template)
        save(translations, path)
        report(translations, path)


def exported(addon, database):
    """Return the current terms of the addon's files, from a database without demonstration data."""
    file = STATE / "i18n" / f"{addon}.pot"
    file.parent.mkdir(exist_ok=True)
    run_logged(
        [sys.executable, "-m", "odoo", "i18n", "export", "-d", database, "-l", "pot", "-o", file, addon],
        "i18n",
        f"Odoo could not export the terms of {addon}",
    )
    return polib.pofile(str(file), wrapwidth=78)


def merged(translations, template):
    """Return `translations` with exactly the terms of `template`, in its order."""
    old = {entry.msgid: entry for entry in translations if entry.msgstr}
    by_words = {words(msgid): entry for msgid, entry in old.items()}
    gone = list(old.keys() - {term.msgid for term in template})
    result = polib.POFile(wrapwidth=78)
    result.header, result.metadata = template.header, translations.metadata
    for term in template:
        entry = polib.POEntry(msgid=term.msgid, comment=term.comment, occurrences=term.occurrences)
        translation = old.get(term.msgid) or by_words.get(words(term.msgid))
        if not translation and (close := get_close_matches(term.msgid, gone, 1, LIKENESS)):
            translation, entry.flags = old[close[0]], ["fuzzy"]
        if translation:
            entry.msgstr, entry.tcomment = translation.msgstr, translation.tcomment
            entry.flags = entry.flags or translation.flags
        result.append(entry)
    return result


def words(term):
    return " ".join(term.split())


def save(terms, path):
    for name in IDLE:
        terms.metadata.pop(name, None)
    terms.save(str(path))


def report(translations, path):
    """Print how complete the translations are, and what remains to be done."""
    missing, fuzzy = [e for e in translations if not e.msgstr], [e for e in translations if e.fuzzy]
    say(f"{path.relative_to(ROOT)}: {len(missing)} untranslated, {len(fuzzy)} fuzzy")
    for title, entries in (("untranslated", missing), ("fuzzy", fuzzy)):
        for entry in entries:
            print(f"{title}: {words(entry.msgid)!r} ({entry.occurrences[0][0]})")


if __name__ == "__main__":
    command(main)

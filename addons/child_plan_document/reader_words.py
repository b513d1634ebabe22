"""Translations of the reader's sentences. The reader imports no Odoo, so its English sentences are repeated here.

A test compares them with ``document.errors`` and ``document.doubts``.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

SENTENCES = (
    # why a file cannot be read
    _lt("This document cannot be read."),
    _lt("This file is empty or holds no text."),
    _lt("This file is not a DOCX, DOC, XLSX, PDF, image, TXT or Markdown document."),
    _lt("No sheet of this Excel file has a row of headings with a column for the task."),
    _lt("This document is protected by a password. Save a copy without it."),
    _lt("This document is too large to be read."),
    _lt("This document is damaged. Open it in its own program and save it again."),
    _lt("This document holds parts that a plan never needs, so it was not opened."),
    _lt("%(tool)s is not installed on the server, so this kind of file cannot be read."),
    _lt("Reading this document takes too long, so it was stopped."),
    # what a person should look at
    _lt("This does not look like a plan."),
    _lt("Two parts have the same number."),
    _lt("This block of the assigning part names no unit."),
    _lt("This unit is given no task."),
    _lt("This text belongs to no item."),
    _lt("No part that assigns tasks was found."),
    _lt("The number is left blank."),
    _lt("The day of issue is left blank."),
    _lt("The issuing body was not found."),
    _lt("This name of a unit may be too long."),
    _lt("This line of the targets states no number."),
    _lt("Does this target mean at most or at least? It does not say."),
    _lt("This names a sum, and it is not certain which source gives it: enter it by hand."),
    _lt("This names several days: not each of them is a deadline or the day of a report."),
    _lt("This table has no head that is known."),
    _lt("The text comes from a scan: compare it with the paper."),
    _lt("The document is long: only its first part was read."),
    _lt("This page of the scan could not be read: add what it says by hand."),
    _lt("Text that is struck through was left out."),
    _lt("The file has lost letters of Vietnamese: compare it with the paper."),
    _lt("The text was converted from an old Vietnamese font."),
    _lt("This row names no task."),
    _lt("This row names no unit."),
    _lt("This cell holds an error or a formula without a result."),
    _lt("This cell holds no date that can be read."),
    # of the addon itself
    _lt("The document names “%(printed)s” as its issuer, not “%(issuer)s”."),
    _lt(
        "The reading was broken off three times: the server ended or was restarted. Try again, or take in another copy."
    ),
)
BROKEN_OFF = (
    "The reading was broken off three times: the server ended or was restarted. Try again, or take in another copy."
)
OTHER_ISSUER = "The document names “%(printed)s” as its issuer, not “%(issuer)s”."
_BY_ENGLISH = {sentence._source: sentence for sentence in SENTENCES}


def in_words(env, english, values=None):
    """Translate ``english`` into the language of ``env`` and fill in its placeholders."""
    words = env._(_BY_ENGLISH[english]) if english in _BY_ENGLISH else english
    return words % values if values else words

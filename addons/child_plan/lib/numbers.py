"""Numbers as people type or paste them. ``static/src/numbers/numbers.js`` is the same in JavaScript.

Both are tested on the one table of cases in ``static/tests/number_cases.js``.
"""

import re
from decimal import Decimal

MARKS = ".,"
_BLANK = re.compile(r"[\s\u00a0\u202f\u2007\u2009]")  # \s has no-break blanks in Python, but not everywhere
_MINUS = re.compile(r"[\u2212\u2013]")
_CURRENCY = re.compile(r"\s*(đồng|₫|đ|vnđ|vnd)$", re.IGNORECASE)
_PLAIN = re.compile(r"\d+")
_BLANK_GROUPS = re.compile(r"\d{1,3}( \d{3})+(?![\d ])")


class NotANumber(ValueError):
    """The text is no number."""


class UnclearNumber(NotANumber):
    """The text can be read as two numbers; whoever wrote it has to say which."""

    def __init__(self, text, *readings):
        super().__init__(text)
        self.readings = readings


def parse_number(text, decimal=","):
    """Return the Decimal that ``text`` says, or None for a blank text or a mere dash.

    Groups of three digits belong to one mark, decimals to the other; ``decimal`` (default as in Vietnam) is the mark
    that is expected before decimals. The text decides where it can be read in one way only: "12.5" is twelve and a
    half, "1,250,000" a million, "0.125" an eighth. "12,500" is twelve and a half here, but twelve thousand five hundred
    in an English Excel: that is asked, and so is "1.2505". "1.250" is what every office writes for one thousand two
    hundred and fifty.

    :raise UnclearNumber: with both readings
    :raise NotANumber: otherwise
    """
    original = str(text)
    text = _CURRENCY.sub("", _MINUS.sub("-", _BLANK.sub(" ", original)).strip())
    if not text.strip("- "):
        return None
    negative = text.startswith("-")
    if match := re.fullmatch(r"\((.*)\)", text):
        negative, text = True, match[1].strip()
    elif text[0] in "+-":
        text = text[1:].strip()
    if match := _BLANK_GROUPS.match(text):
        text = match[0].replace(" ", "") + text[match.end() :]
    sign = -1 if negative else 1
    return sign * _unsigned(original, text, decimal, sign)


def _unsigned(original, text, decimal, sign):
    found = [mark for mark in text if mark in MARKS]
    if not all(_PLAIN.fullmatch(part) for part in re.split(r"[.,]", text)):
        raise NotANumber(original)
    if not found:
        return Decimal(text)
    mark = found[-1]
    whole, _, part = text.rpartition(mark)
    if len(set(found)) == 2:
        other = found[0]
        if found.count(mark) == 1 and _grouped(whole, other):
            return Decimal(f"{whole.replace(other, '')}.{part}")
        raise NotANumber(original)
    if len(found) > 1:
        if _grouped(text, mark):
            return Decimal(text.replace(mark, ""))
        raise NotANumber(original)
    with_decimals, in_groups = Decimal(f"{whole}.{part}"), Decimal(whole + part)
    grouped = _grouped(text, mark)
    too_long = mark != decimal and len(part) > 3 and not whole.startswith("0")  # "1.250" with a digit added
    if too_long or (grouped and mark == decimal):
        raise UnclearNumber(original, sign * with_decimals, sign * in_groups)
    return in_groups if grouped else with_decimals


def _grouped(text, mark):
    """Return whether ``mark`` parts the digits into groups of three, as thousands are parted."""
    first, *groups = text.split(mark)
    return 0 < len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)

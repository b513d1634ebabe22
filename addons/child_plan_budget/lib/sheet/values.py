"""Values of cells: words compared without accents, amounts and days as offices write them."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

_AMOUNT = re.compile(r"^-?[\d., ]+$")
_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")


def normalise_cell(value):
    """Lower case without accents, blanks made single: what headings are compared by."""
    text = unicodedata.normalize("NFD", str(value if value is not None else "").lower().replace("đ", "d"))
    return " ".join("".join(char for char in text if not unicodedata.combining(char)).split())


def amount_of(value):
    """A number of ``1250000``, ``1.250.000``, ``1.250,5`` …; None for an empty cell. Raises ValueError otherwise."""
    if value is None or (isinstance(value, str) and not value.strip(" -–")):
        return None
    if isinstance(value, bool) or isinstance(value, datetime | date):
        raise ValueError(value)
    if isinstance(value, int | float):
        return Decimal(str(value))
    text = re.sub(r"\s|đồng|đ$|₫", "", str(value).strip())
    if not _AMOUNT.match(text):
        raise ValueError(value)
    if "," in text and ("." not in text or text.rindex(",") > text.rindex(".")):
        whole, _, part = text.rpartition(",")
        text = (
            f"{whole.replace('.', '').replace(',', '')}{part}"
            if len(part) == 3 and "." not in text
            else (f"{whole.replace('.', '')}.{part}")
        )
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    else:
        text = text.replace(",", "")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(value) from error


def day_of(value):
    """A date of a cell, or of ``31/10/2026`` in words. Raises ValueError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if match := _DAY.match(str(value or "").strip()):
        day, month, year = map(int, match.groups())
        return date(year, month, day)
    return date.fromisoformat(str(value or "").strip()[:10])

"""Texts as people type them: capitals, blanks and Vietnamese accents make no difference."""

import unicodedata


def fold(text):
    """Return ``text`` in small letters, with single blanks and without accents: "Lãnh  ĐẠO" as "lanh dao"."""
    parts = unicodedata.normalize("NFD", " ".join((text or "").split()).casefold().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))

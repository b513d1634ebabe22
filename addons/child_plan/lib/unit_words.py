"""What a unit is found by: its names without accents, and what somebody types to find it."""

import re
from unicodedata import normalize

from .fold import fold

SIGNS, MARKS = re.compile(r"[\W_]+"), re.compile(r"['’\u0300-\u036f]+")
# Kinds of places, and how offices shorten them.
KINDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
WRITTEN = {fold(kind): kind for kind in KINDS}
USUAL = {"province": "tỉnh", "district": "huyện", "commune": "xã"}
SHORT = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran"}
BODY = re.compile(r"^(uy ban nhan dan|ubnd) ")
KIND = re.compile(rf"^({'|'.join(WRITTEN)}) ")


def plain(text):
    """Return the words of ``text`` in small letters without accents and signs: "Cư M'gar, TP." is "cu mgar tp"."""
    return SIGNS.sub(" ", MARKS.sub("", normalize("NFD", text.casefold().replace("đ", "d")))).strip()


def query_words(text):
    """Return the words of what somebody typed, those of kinds and bodies written out as in ``search_text``."""
    words = BODY.sub("ubnd ", plain(text) + " ").split()
    return [part for word in words for part in SHORT.get(word, word).split()]


def search_text(*names):
    """Return what a unit with these names is found by: each name, without the body, and without its kind.

    Names begin with "| ", so that words can be told from parts of words and beginnings from what follows.
    """
    found = {}
    for name in filter(None, names):
        text = " ".join(query_words(name))
        place = BODY.sub("", text)
        found.update(dict.fromkeys((text, place, KIND.sub("", place))))
    return "".join(f"| {text} " for text in found if text)


def place_kind(name, level):
    """Return the kind of the place of an authority, as in ``UBND phường Ba Đình``; the usual one if it says none."""
    found = KIND.match(BODY.sub("", " ".join(query_words(name))) + " ")
    return WRITTEN[found[1]] if found else USUAL.get(level, "")


def short_kind(kind):
    """Return the first letters of a kind as in abbreviations: P of phường, TP of thành phố."""
    return "".join(word[0] for word in kind.split()).upper()

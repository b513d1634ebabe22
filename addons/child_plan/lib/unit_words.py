"""What a unit is found by: its names without accents, and what somebody types to find it."""

import re
from unicodedata import normalize

from .fold import fold

SIGNS, MARKS = re.compile(r"[\W_]+"), re.compile(r"['’\u0300-\u036f]+")
# Kinds of places, and how offices shorten them.
KINDS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
WRITTEN = {fold(kind): kind for kind in KINDS}
USUAL = {"province": "tỉnh", "district": "huyện", "commune": "xã"}
SHORT = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "hcm": "ho chi minh", "tphcm": "thanh pho ho chi minh"}
CUT_CODE = re.compile(r"\d{4}")  # of a commune, whose first zero a spreadsheet drops
WRITTEN_BODY = re.compile(r"^(ủy ban nhân dân|uỷ ban nhân dân|ubnd) ")
TONES = re.compile("([\u0300\u0301\u0303\u0309\u0323])(\\w*)")
BODY = re.compile(r"^(uy ban nhan dan|ubnd) ")
KIND = re.compile(rf"^({'|'.join(WRITTEN)}) ")


def plain(text):
    """Return the words of ``text`` in small letters without accents and signs: "Cư M'gar, TP." is "cu mgar tp"."""
    return SIGNS.sub(" ", MARKS.sub("", normalize("NFD", text.casefold().replace("đ", "d")))).strip()


def spelled(name):
    """Return a name with its accents, but without the body and in one way of writing: "UBND xã Hoà An" as "xã Hòa An".

    Offices write the tone on either vowel.
    """
    words = WRITTEN_BODY.sub("", " ".join(normalize("NFC", name).casefold().split()))
    return TONES.sub(r"\2\1", normalize("NFD", words))


def place_words(name):
    """Return the words of a name without accents and body: "UBND xã Hòa An" as "xa hoa an"."""
    return BODY.sub("", " ".join(query_words(name)) + " ").strip()


def query_words(text):
    """Return the words of what somebody typed, those of kinds and bodies written out as in ``search_text``."""
    words = BODY.sub("ubnd ", plain(text) + " ").split()
    if len(words) == 1 and CUT_CODE.fullmatch(words[0]):
        return [f"0{words[0]}"]
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


def body_before(name, like):
    """Return an authority's name with "UBND" before its place, where the name ``like`` has it: "UBND xã Tân An"."""
    is_place = KIND.match(" ".join(query_words(name)) + " ")
    return f"UBND {name}" if is_place and WRITTEN_BODY.match(like.casefold()) else name


def place_kind(name, level):
    """Return the kind of the place of an authority, as in ``UBND phường Ba Đình``; the usual one if it says none."""
    found = KIND.match(place_words(name) + " ")
    return WRITTEN[found[1]] if found else USUAL.get(level, "")


def short_kind(kind):
    """Return the first letters of a kind as in abbreviations: P of phường, TP of thành phố."""
    return "".join(word[0] for word in kind.split()).upper()

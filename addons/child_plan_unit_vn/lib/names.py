"""Names of authorities: with their kind, and as keys that do not depend on how somebody wrote them."""

import re
import unicodedata

# How offices shorten kinds, and the words before the name of an authority that say nothing of the place.
SHORT = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "dk": "dac khu",
    "p": "phuong",
    "q": "quan",
    "h": "huyen",
    "x": "xa",
    "t": "tinh",
}
AT_END = re.compile(r" (tinh|thanh pho|quan|huyen|thi xa|xa|phuong|thi tran|dac khu)$")
BODY = re.compile(r"^(uy ban nhan dan|ubnd)\s+")


def plain(text):
    """Return ``text`` in small letters without accents, punctuation and double blanks."""
    parts = unicodedata.normalize("NFD", (text or "").casefold().replace("đ", "d"))
    return " ".join(re.sub(r"[^\w']+", " ", "".join(c for c in parts if not unicodedata.combining(c))).split())


def name_key(text):
    """Return what two spellings of an authority's name have in common: ``UBND P. Ba Đình`` is ``phuong ba dinh``."""
    words = BODY.sub("", plain(text)).split()
    if len(words) > 1 and words[0] in SHORT:
        words[0] = SHORT[words[0]]
    return " ".join(words)


def body_key(text):
    """Return what two spellings of a body's name have in common: the kind of the place at its end says nothing."""
    return AT_END.sub("", plain(text))


def full_name(kind, name):
    """Return the name of the place with its kind, as in the middle of a sentence: ``phường Ba Đình``."""
    return f"{kind} {name}"

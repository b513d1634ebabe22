"""Comparing Vietnamese words without tone marks, and as an OCR without Vietnamese prints them."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.fuzz import ratio

_LETTERS = [
    chr(c) for c in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if unicodedata.normalize("NFD", chr(c))[0].isascii()
]
_LETTERS += ["Đ", "đ"]
# For classes of regular expressions: Vietnamese capitals and small letters lie mixed in Unicode, no range holds either.
_CAPITALS = "A-Z" + "".join(c for c in _LETTERS if c.isupper())
_SMALL = "a-z" + "".join(c for c in _LETTERS if c.islower())


@lru_cache(maxsize=256)
def compiled(text, flags=0):
    """A compiled expression in which ``<U>`` and ``<L>`` inside a class stand for capitals and small letters."""
    return re.compile(text.replace("<U>", _CAPITALS).replace("<L>", _SMALL), flags)


def compiled_pair(text):
    """(the expression for lower text with tone marks, the same for folded text). No capital escapes inside."""
    return re.compile(text), re.compile(fold(text))


# What an OCR prints instead of a Vietnamese letter with marks ("c6" for "có", "Dbi" for "Đối").
_OCR_LETTERS = str.maketrans({"6": "o", "0": "o", "1": "l", "4": "a", "&": "e", "¢": "c", "€": "e", "$": "s", "|": "l"})
_NOISY_WORD = compiled(r"[^\W\d_][0-9&¢€][^\W\d_]?|[^\W\d_]&(?=\s)|\b\d[<L>]{1,4}\b")


# Letters that no other language of plans has: a text with one of them keeps its tone marks.
_VIETNAMESE = re.compile("[đĐơƠưƯăĂ\u1ea0-\u1ef9]")


@lru_cache(maxsize=4096)
def _fold_char(char):
    if char in "đĐð":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def fold(text):
    """``text`` (NFC) in lower case without marks, of the same length: positions stay valid."""
    return "".join(map(_fold_char, text))


def key(text):
    """The folded words of ``text`` with one space between them, punctuation gone."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def noise(text):
    """Share of words that no Vietnamese text holds: above 0.01 the text is raw OCR; 0 where it has its tone marks."""
    words = text.split()
    if not words or len(_VIETNAMESE.findall(text)) > 0.3 * len(words):
        return 0.0
    return len(_NOISY_WORD.findall(text)) / len(words)


def alike(text, phrase, noisy=False):
    """Whether ``text`` is ``phrase`` (already folded), an OCR's slips allowed where ``noisy``."""
    own = key(text.translate(_OCR_LETTERS)) if noisy else key(text)
    return own == phrase or (noisy and ratio(own, phrase) >= 75)


def opens_with(text, phrases, noisy=False):
    """The first of ``phrases`` (folded) that ``text`` opens with, or None."""
    own = key(text[:120])
    for phrase in phrases:
        if own.startswith(phrase) and own[len(phrase) : len(phrase) + 1] in ("", " "):
            return phrase
    if noisy:
        own = key(text[:120].translate(_OCR_LETTERS))
        for phrase in phrases:
            count = phrase.count(" ") + 1
            head = " ".join(own.split()[:count])
            if ratio(head, phrase) >= 80:
                return phrase
    return None


def has_phrase(text, phrase, noisy=False):
    """Whether the folded ``phrase`` stands in ``text`` as whole words."""
    own = f" {key(text)} "
    if f" {phrase} " in own:
        return True
    if not noisy:
        return False
    words, count = key(text.translate(_OCR_LETTERS)).split(), phrase.count(" ") + 1
    return any(ratio(" ".join(words[i : i + count]), phrase) >= 82 for i in range(len(words) - count + 1))


def is_marked(text):
    """Whether ``text`` has its tone marks, so that words are compared with them ("sở" is not "số")."""
    return bool(_VIETNAMESE.search(text, 0, 400))

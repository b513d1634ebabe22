"""The numbers of headings: counted where a heading has none of its own, with the punctuation of their level."""

from .printed import clean, roman
from .tree import ARABIC, ARTICLE, CHAPTER, LETTER, LEVELS, PART, ROMAN

LETTERS = "abcdđeghiklmnopqrstuvxy"  # of the Vietnamese alphabet, without those that have no place in numbering
_MARKS = {PART: "Phần {}", CHAPTER: "Chương {}", ROMAN: "{}.", ARTICLE: "Điều {}.", ARABIC: "{}.", LETTER: "{})"}


def letter(number):
    """Return the letter of a number: a, b, c, d, đ …; after the last one aa, bb …"""
    rounds, at = divmod(number - 1, len(LETTERS))
    return LETTERS[at] * (rounds + 1)


_FORMATS = {PART: roman, CHAPTER: roman, ROMAN: roman, ARTICLE: str, ARABIC: str, LETTER: letter}


def punctuated(level, number):
    return _MARKS[level].format(number)


class Numbering:
    """Counts the headings of a body, as Word's lists do: each level anew below a higher one, articles right through."""

    def __init__(self):
        self._counts = dict.fromkeys(LEVELS, 0)

    def mark(self, heading):
        """Return the heading's number with its punctuation, "" where it is to have none, and count it."""
        if heading.number == "":
            return ""
        counted = self.next(heading.level)
        return punctuated(heading.level, counted if heading.number is None else clean(heading.number))

    def next(self, level):
        """Count a heading of this level and return its number."""
        number = self.number_of_next(level)
        for lower in LEVELS[LEVELS.index(level) + 1 :]:
            if lower != ARTICLE:
                self._counts[lower] = 0
        self._counts[level] += 1
        return number

    def number_of_next(self, level):
        return _FORMATS[level](self._counts[level] + 1)

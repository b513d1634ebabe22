"""The words of a paper: one paragraph a line, with ``{names}`` in the place of what the system knows.

A line begins as it does on paper: ``I.``, ``Điều 1.``, ``1.`` or ``a)`` and a title or paragraph, ``-`` or ``+`` and a
list's item. A line of one name that stands for paragraphs or a table is replaced by these. Only names that are known
are replaced; nothing else in a text has a meaning.
"""

import re
from dataclasses import replace

from ..lib.tree import ARABIC, ARTICLE, LETTER, ROMAN, Heading, Item, Paragraph, plain, runs

NAME = re.compile(r"\{([^{}]*)\}")
MARKS = (
    (re.compile(r"Điều (\d+)\. +(.+)"), lambda number, text: Heading(ARTICLE, text, number, titled=False)),
    (re.compile(r"([IVX]+)\. +(.+)"), lambda number, text: Heading(ROMAN, text, number)),
    (re.compile(r"(\d+(?:\.\d+)*)\. +(.+)"), lambda number, text: Heading(ARABIC, text, number, _is_title(text))),
    (re.compile(r"([a-zđ])\) +(.+)"), lambda number, text: Heading(LETTER, text, number, titled=False)),
    (re.compile(r"(-) +(.+)"), lambda _mark, text: Item(text)),
    (re.compile(r"(\+) +(.+)"), lambda _mark, text: Item(text, depth=2)),
)


def names(text):
    """Return the names in a text, each once."""
    return list(dict.fromkeys(NAME.findall(text or "")))


def is_ground(block):
    """Whether a block is a ground of the paper: the paragraphs "Căn cứ …" with which the words begin."""
    return isinstance(block, Paragraph) and plain(block.text).startswith("Căn cứ ")


def faults(text, known):
    """Return ``[(line, column, what stands there)]`` of names that are not in ``known`` and of stray braces."""
    wrong = []
    for number, line in enumerate((text or "").split("\n"), 1):
        for match in NAME.finditer(line):
            if match[1] not in known:
                wrong.append((number, match.start() + 1, match[0]))
        rest = NAME.sub(lambda match: " " * len(match[0]), line)
        wrong += [(number, match.start() + 1, match[0]) for match in re.finditer(r"[{}]", rest)]
    return sorted(wrong)


def fill(text, values):
    """Return the runs of a line, with the names in ``values`` ({name: blocks}) replaced; other names stay."""
    found, end = [], 0
    for match in NAME.finditer(text):
        found.append(text[end : match.start()])
        end = match.end()
        blocks = values.get(match[1])
        inline = blocks and len(blocks) == 1 and isinstance(blocks[0], Paragraph)
        found += blocks[0].text if inline else [match[0]]
    return runs([*found, text[end:]])


def filled(text, values):
    """Return the characters of a line."""
    return plain(fill(text, values))


def lines(text, values):
    """Return the lines of a text, a line of one name replaced by the lines in ``values`` ({name: lines})."""
    found = []
    for line in filter(None, map(str.strip, (text or "").split("\n"))):
        whole = NAME.fullmatch(line)
        found += values[whole[1]] if whole and whole[1] in values else [line]
    return found


def lower_names(text):
    """Return the text with its names in small letters, as they are known: a letterhead is printed in capitals."""
    return NAME.sub(lambda match: match[0].lower(), text)


def blocks(text, values):
    """Return the blocks of a text of several lines."""
    found = []
    for line in filter(None, map(str.strip, (text or "").split("\n"))):
        whole = NAME.fullmatch(line)
        held = values.get(whole[1]) if whole else None
        if held is not None:
            found += held
            continue
        for pattern, make in MARKS:
            if match := pattern.fullmatch(line):
                block = make(match[1], match[2])
                block.text = _begun(fill(match[2], values))
                break
        else:
            block = Paragraph(_begun(fill(line, values)))
        found.append(block)
    return found


def _is_title(text):
    """A numbered line that ends like a sentence is a paragraph."""
    return not text.rstrip().endswith((".", ";", ":", "./.", "}"))


def _begun(text):
    """Begin with a capital: a name of ours that stands there may be small."""
    if not text:
        return text
    first = replace(text[0], text=text[0].text[:1].upper() + text[0].text[1:])
    return [first, *text[1:]]

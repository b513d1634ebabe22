"""Word's automatic numbers as they are printed.

Source: ECMA-376 part 1, 17.9 (numbering): a paragraph names a number instance and a level, itself or by its style; the
instance names an abstract definition whose levels say format, text and start; a level begins anew below a higher one.
"""

import re

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 12


def _value(element, name, default=None):
    child = element.find(f"{_W}{name}") if element is not None else None
    return child.get(f"{_W}val", default) if child is not None else default


def _number(text, default=0):
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else default


def roman(number):
    """12 -> ``XII``."""
    pieces = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in pieces:
        while number >= value and len(text) < 40:
            text, number = text + sign, number - value
    return text


def letter(number):
    """1 -> ``a``, 27 -> ``aa`` (Word's way)."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


_FORMATS = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": lambda n: letter(n).upper(),
    "lowerLetter": letter,
    "none": lambda n: "",
}


class _Level:
    def __init__(self, element):
        self.format = _value(element, "numFmt", "decimal")
        self.text = _value(element, "lvlText", "")
        self.start = _number(_value(element, "start", "1"), 1)


class Numbering:
    """Keeps the count of every list of one document."""

    def __init__(self, numbering, styles):
        self._abstract, self._instances, self._counts = {}, {}, {}
        self._styles = self._read_styles(styles)
        if numbering is not None:
            self._read(numbering)

    def _read(self, root):
        for element in root.iterchildren(f"{_W}abstractNum"):
            levels = {_number(lvl.get(f"{_W}ilvl")): _Level(lvl) for lvl in element.iterchildren(f"{_W}lvl")}
            self._abstract[element.get(f"{_W}abstractNumId")] = levels
        for element in root.iterchildren(f"{_W}num"):
            levels = dict(self._abstract.get(_value(element, "abstractNumId"), {}))
            overridden = False
            for override in element.iterchildren(f"{_W}lvlOverride"):
                index = _number(override.get(f"{_W}ilvl"))
                own = override.find(f"{_W}lvl")
                level = _Level(own) if own is not None else levels.get(index)
                start = _value(override, "startOverride")
                if level is not None and start is not None:
                    level = _copy(level, _number(start, 1))
                    overridden = True
                if level is not None:
                    levels[index] = level
            number = element.get(f"{_W}numId")
            # Instances of one definition go on counting together, unless one says where it starts.
            counter = number if overridden else _value(element, "abstractNumId")
            self._instances[number] = (levels, counter)

    @staticmethod
    def _read_styles(root):
        styles = {}
        for element in root.iterchildren(f"{_W}style") if root is not None else ():
            properties = element.find(f"{_W}pPr")
            numbering = properties.find(f"{_W}numPr") if properties is not None else None
            styles[element.get(f"{_W}styleId")] = (_value(element, "basedOn"), numbering)
        return styles

    def _of_style(self, style):
        """(number instance, level) that a style or one that it rests on gives."""
        for _ in range(_DEEPEST_STYLE):
            base, numbering = self._styles.get(style, (None, None))
            if numbering is not None:
                return _value(numbering, "numId"), _value(numbering, "ilvl", "0")
            style = base
        return None, None

    def label(self, paragraph):
        """The printed number of a paragraph, ``""`` where it has none."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        own = properties.find(f"{_W}numPr")
        number, level = self._of_style(_value(properties, "pStyle"))
        if own is not None:
            number, level = _value(own, "numId", number), _value(own, "ilvl", level or "0")
        levels, counter = self._instances.get(number, (None, None))
        index = _number(level)
        if not levels or index not in levels:
            return ""
        return self._next(levels, counter, index)

    def _next(self, levels, counter, index):
        counts = self._counts.setdefault(counter, {})
        counts[index] = counts.get(index, levels[index].start - 1) + 1
        for deeper in [i for i in counts if i > index]:
            del counts[deeper]
        level = levels[index]
        if level.format == "bullet":
            return "+" if level.text == "+" else "-"

        def printed(match):
            at = int(match.group(1)) - 1
            shown = levels.get(at)
            return _FORMATS.get(shown.format, str)(counts.get(at, shown.start)) if shown else ""

        return re.sub(r"%(\d)", printed, level.text)


def _copy(level, start):
    copy = object.__new__(_Level)
    copy.format, copy.text, copy.start = level.format, level.text, start
    return copy

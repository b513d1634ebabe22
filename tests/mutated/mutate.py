"""Changes files as damage and malice do: bytes turned, cut, doubled, exchanged, huge numbers, parts packed anew."""

import copy
import io
import re
import zipfile

from lxml import etree

HUGE = [b"0", b"-1", b"65536", b"2147483648", b"999999999999999999999", b"1e999", b"NaN"]


def mutated(data, random):
    """Return `data` changed by some of these faults. The parts of a zip are changed inside, so that it still opens."""
    if data.startswith(b"PK") and random.random() < 0.8:
        return _packed(data, random)
    for _ in range(random.choice([1, 1, 2, 5, 20])):
        data = random.choice([_turn, _cut, _double, _exchange, _number, _element, _repeat])(data, random)
    return data


def _packed(data, random):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = set(random.sample(names, random.randint(1, min(3, len(names)))))
        if main := [name for name in names if name.endswith(("document.xml", "sheet1.xml"))]:
            chosen.add(random.choice(main))
        for name in names:
            part = old.read(name)
            if name in chosen and random.random() < 0.1:
                continue  # a part that is missing
            if name in chosen:
                part = (
                    _grown(part, random) if name.endswith(".xml") and random.random() < 0.7 else mutated(part, random)
                )
            new.writestr(name, part)
    return stream.getvalue()


def _grown(part, random):
    """Return XML that is still XML: elements removed, doubled, put inside one another, with impossible values."""
    root = etree.fromstring(part)
    for _ in range(random.choice([1, 3, 10])):
        element = random.choice(list(root.iter("*")))
        parent, way = element.getparent(), random.randrange(5)
        if way == 0 and parent is not None:
            parent.remove(element)
        elif way == 1 and parent is not None:
            for _ in range(random.choice([1, 40])):
                parent.insert(random.randrange(len(parent) + 1), copy.deepcopy(element))
        elif way == 2:
            random.choice(list(root.iter("*"))).append(copy.deepcopy(element))
        elif way == 3 and element.attrib:
            element.set(random.choice(list(element.attrib)), random.choice(HUGE).decode())
        else:
            element.text = random.choice([*(value.decode() for value in HUGE), "", "=1/0", "a" * 50_000])
    return etree.tostring(root)


def _span(data, random, longest):
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randint(1, longest))


def _turn(data, random):
    changed = bytearray(data)
    for _ in range(random.choice([1, 3, 30])):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(data, random):
    start, end = _span(data, random, random.choice([1, 20, 2000, len(data) + 1]))
    return data[:start] + data[end:]


def _double(data, random):
    start, end = _span(data, random, random.choice([4, 200, 4000]))
    return data[:end] + data[start:end] * random.choice([1, 5, 200]) + data[end:]


def _exchange(data, random):
    first, second = sorted([_span(data, random, 300), _span(data, random, 300)])
    if first[1] > second[0]:
        return data
    parts = data[: first[0]], data[slice(*second)], data[first[1] : second[0]], data[slice(*first)], data[second[1] :]
    return b"".join(parts)


def _number(data, random):
    """Make one of the numbers in the text a huge or impossible one."""
    found = list(re.finditer(rb"\d+", data[:300_000]))
    if not found:
        return data
    place = random.choice(found)
    return data[: place.start()] + random.choice(HUGE) + data[place.end() :]


def _element(data, random):
    """Remove a tag, or put one inside itself many times."""
    found = list(re.finditer(rb"<[^<>]{1,200}>", data[:300_000]))
    if not found:
        return data
    tag = random.choice(found)
    return data[: tag.start()] + tag[0] * random.choice([0, 2, 100, 3000]) + data[tag.end() :]


def _repeat(data, random):
    """Write a piece a thousand times."""
    start, end = _span(data, random, 60)
    return data[:start] + data[start:end] * 1000 + data[end:]

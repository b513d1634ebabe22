"""docs/en/asvs.md names every requirement of the levels 1 and 2 once, and nothing that is not there."""

import collections
import re

from devenv import base

PAGE = base.ROOT / "docs" / "en" / "asvs.md"
# How many of ASVS 5.0.0 are of level 1 or 2, by chapter.
ASKED = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13}
ASKED |= {16: 16, 17: 7}
PLACES = (base.ROOT, base.ADDONS, base.ADDON)
ANSWERS = ("met", "**not met**", "not applicable", "operator")


def rows():
    for line in PAGE.read_text("utf-8").splitlines():
        if re.match(r"\| \d", line):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def test_every_requirement_is_answered_once():
    numbers = [number.strip() for row in rows() for number in row[0].split(",")]
    assert len(numbers) == len(set(numbers)) == 253
    assert collections.Counter(int(number.split(".")[0]) for number in numbers) == ASKED
    for row in rows():
        assert len(row) == 5, row
        assert row[3].lower().startswith(ANSWERS), row


def test_what_it_names_is_there():
    named = set(re.findall(r"`([\w.-]+(?:/[\w.-]+)+|[\w-]+\.(?:txt|json|toml))`", PAGE.read_text("utf-8")))
    assert len(named) > 50
    assert not {path for path in named if not any((place / path).exists() for place in PLACES)}

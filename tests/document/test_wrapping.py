"""Any line wrapping and any page break gives the same reading."""

import itertools
import textwrap

import making
import pytest
from document import read_document
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import differences, facts, own_plans

TEXTS = {path.stem: path.read_text("utf-8") for path in own_plans()}
PARAGRAPHS = {name: making.paragraphs_of(text) for name, text in TEXTS.items()}
WANT = {name: facts(read_document(text.encode())) for name, text in TEXTS.items()}
# Plans with two paragraphs in a row that have neither number nor bullet: a line that happens to be full cannot be told
# from one that goes on, so these need a blank line between paragraphs.
UNMARKED = {"phuong-quyet-dinh"}
BREAKS = ("\f", "\n7\n\f", "\n7\n", "\f7", "\n- 7 -\n\n")


def wrapped(name, width, gap):
    """The lines of a plan wrapped at ``width``. ``gap``: blank lines after each ``line``, ``paragraph`` or nothing."""
    lines = []
    for text, cells in PARAGRAPHS[name]:
        if cells is not None:
            lines.append(text)
            continue
        for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False):
            lines += [line, ""] if gap == "line" else [line]
        if gap == "paragraph":
            lines.append("")
    return lines


def gaps(name):
    return ["paragraph"] if name in UNMARKED else ["none", "paragraph", "line"]


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_widths(name):
    """Each plan at every fifth width, so that five plans together have them all."""
    found, first = {}, 60 + sorted(TEXTS).index(name) % 5
    for gap, width in itertools.product(gaps(name), range(first, 161, 5)):
        got = differences(facts(read_document("\n".join(wrapped(name, width, gap)).encode())), WANT[name])
        if got:
            found[gap, width] = got
    assert found == {}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_same_reading(data):
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    gap = data.draw(st.sampled_from(gaps(name)))
    lines = wrapped(name, data.draw(st.integers(60, 160)), gap)
    for mark in data.draw(st.lists(st.sampled_from(BREAKS), max_size=3)):
        # A number on a line of its own inside a table that lost its lines is a row's: no page number can be told there.
        last = next((i for i, line in enumerate(lines) if line.startswith("PHỤ LỤC")), len(lines) - 14)
        at = data.draw(st.integers(14, last))
        if not any("|" in line for line in lines[at - 1 : at + 1]):
            lines.insert(at, mark)
    assert differences(facts(read_document("\n".join(lines).encode())), WANT[name]) == {}

"""Who is named in a sentence: at its head, behind a condition, a day or a label, in brackets at its end."""

import re

from .assignments import role_of
from .attributes import WHEN
from .dates import moment
from .fold import compiled, key
from .funding import sentences
from .names import opens_with_body, split_name
from .verbs import opens_with_verb

_IN_BRACKETS = re.compile(
    r"\((?:[Dd]o )?([^()]{4,120}?) (chủ trì|chịu trách nhiệm|thực hiện|phụ trách)[^()]{0,200}\)[.;]?$"
)
INDIRECT = re.compile(
    r"^(?:(?:căn cứ|trên cơ sở|theo|từ|trong quá trình|định kỳ|hằng năm|hàng năm|hằng quý|hàng quý|quý|tháng"
    r"|trước ngày)"
    r"\s[^.;]{2,160}?,|hằng năm|hàng năm|định kỳ)\s*(?:đề nghị |yêu cầu |giao )?",
    re.I,
)
_WHEN = re.compile(r"(?:quý|tháng|trước ngày)\s", re.I)
_LABELLED = compiled(r"^[^:.;]{5,120}:\s+(?=[<U>])")


def who_of(item):
    """Who is named at the head of an item, behind a label, a day or a condition, or in brackets at its end.

    (name, what it does, requested, the task's text, role); name None where nobody is.
    """
    text = item.text
    name, rest, requested = split_name(text, item.node.paragraph.bold)
    if name:
        return name, rest, requested, rest, role_of(rest)
    if behind := _IN_BRACKETS.search(text):
        name = behind.group(1) if opens_with_body(behind.group(1)) else None
        return name, behind.group(2), False, text, role_of(behind.group(2))
    labelled = _LABELLED.match(text)
    lead = labelled or INDIRECT.match(text)
    if not lead or not opens_with_body(text[lead.end() :]):
        return None, "", False, text, None
    name, rest, requested = split_name(text[lead.end() :])
    if labelled and not moment(lead.group().strip(" :")):
        return name, rest, requested, text, None
    if labelled or _WHEN.match(text) and moment(lead.group().strip(" ,")):
        item.attributes.setdefault(WHEN, lead.group().strip(" :,"))
    return name, rest, requested, rest, role_of(rest)


_TROUBLE = re.compile(r"vướng mắc|khó khăn", re.I)


def gives_work(text):
    """Whether a sentence names a body, at its head or behind a condition, and says what it has to do."""
    lead = INDIRECT.match(text)
    name, rest, _ = split_name(text[lead.end() :] if lead else text)
    return bool(name) and opens_with_verb(rest) and not _TROUBLE.search(text)


def by_subject(text, body):
    """(the sentences that go on with ``body``, [those from which on another one is named])."""
    own, others = [], []
    for start, end in sentences(text):
        sentence = text[start:end].strip()
        name, rest, _ = split_name(sentence) if own and opens_with_body(sentence) else (None, "", False)
        if name and opens_with_verb(rest) and key(name).split()[:4] != key(body).split()[:4]:
            others.append(sentence)
        elif others:
            others[-1] = f"{others[-1]} {sentence}"
        else:
            own.append(sentence)
    return " ".join(own), others

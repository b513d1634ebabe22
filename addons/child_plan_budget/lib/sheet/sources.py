"""Heads of columns that hold amounts by source of money: "Trong đó: Ngân sách quận | Xã hội hóa"."""

import re

#: Code of a funding source (``data/funding_source_data.xml``) -> how offices write it, as normalise_cell() gives it.
_BUDGET = r"(?:(?:nguon|kinh phi|von|tu|chi tu) )*(?:ngan sach|ns|nsnn)(?: nha nuoc)?(?: dia phuong)?(?: cap)?"
_WORDS = (
    ("central", rf"(?:{_BUDGET} (?:trung uong|tw)|nstw)"),
    ("province", rf"(?:{_BUDGET} (?:tinh|thanh pho|tp)|nst|nstp)"),
    ("district", rf"(?:{_BUDGET} (?:quan|huyen|thi xa)|nsq|nsh)"),
    ("commune", rf"(?:{_BUDGET} (?:xa|phuong|thi tran|co so)|nsx|nsp)"),
    ("state", _BUDGET),
    ("mobilised", r"(?:(?:nguon|kinh phi|von|tu) )*(?:xa hoi hoa|xhh|huy dong)"),
    ("sponsor", r"(?:(?:nguon|kinh phi|von|tu) )*(?:tai tro|vien tro|oda)"),
    ("investment", r"(?:nguon )?von dau tu cong"),
    ("programme", r"(?:nguon )?(?:von )?long ghep"),
    ("other", r"(?:(?:cac )?nguon |kinh phi |von )(?:von )?(?:hop phap )?khac"),
)
_PATTERNS = tuple((code, re.compile(rf"{words}(?![a-z])")) for code, words in _WORDS)


def source_code(words):
    """The code of the funding source that normalised ``words`` name, None if they name none."""
    return next((code for code, pattern in _PATTERNS if pattern.match(words)), None)


def is_source(words, names=()):
    """Whether the head of a column names a source of money: one of ``names``, or one of those that offices write."""
    return words in names or source_code(words) is not None

"""Printed numbers, letters and bullets at the head of a paragraph.

Source: Decree 30/2020/NĐ-CP, phụ lục I, II.6: Phần, chương, mục I., khoản 1., điểm a); bullets are common practice.
"""

import re
from dataclasses import dataclass

from .fold import compiled, fold

PART, UPPER, ROMAN, ARABIC, LETTER, BRACKET, DASH, PLUS = 0, 1, 2, 3, 10, 15, 20, 21

_PART = re.compile(
    r"^(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+|THỨ\s+)?(?P<label>[IVX]+|\d+|[A-ZĐ]|nhất|hai|ba|bốn|năm|một|NHẤT|HAI|BA|BỐN|NĂM|MỘT)\b[\s.:–-]*"
)
# An article of a decision that approves a plan, where it is a heading of the plan.
_ARTICLE = re.compile(
    r"^Điều\s+(?P<label>\d{1,2})\s?[.:]\s+(?=(?:Tổ chức (?:thực hiện|triển khai)|Trách nhiệm|Phân công|Kinh phí"
    r"|Nhiệm vụ|Mục tiêu|Nội dung|Chế độ báo cáo)\b)"
)
_ROMAN = re.compile(r"^(?P<label>[IVX]{1,5})(?!/\d)\s?[.)/\-–:]+\s*(?=\S)(?!(?<=V/)v\b)")
_OCR_ROMAN = re.compile(r"^(?P<label>[IVXl1|]{1,4})[.,]\s+(?=[^\W\d_]{2})")
_UPPER = compiled(r"^(?P<label>[A-H])\s?[.)/]\s*(?=[<U>])")
_MULTI = re.compile(
    r"^(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)](?!\d)\s*|\s?[-–/:](?!\d)\s*|\s+)(?=[^\W\d_]|[\"“'(\[*]|\d{1,3}(?:,\d+)?\s?%)"
)
_ARABIC = re.compile(r"^(?P<label>\d{1,2})\s?(?:[.)/]|[-–](?=\s))\s*(?=[^\W\d_]|[\"“'(\[*]|\d{1,3}(?:,\d+)?\s?%)")
_LETTER = re.compile(r"^(?P<label>[a-zđ])\s?(?:\)|\.(?=\s))\s*(?=\S)")
_BRACKET = re.compile(r"^\((?P<label>\d{1,2})\)\s*(?=\S)")
_DASH = re.compile(r"^(?:[-–—−•●▪■◦*·]|(?:o|§)(?=\s))\s*(?=[^\s\-–—.…])")
_PLUS = re.compile(r"^\+\s*(?=\S)")
_WORDS = ("nhat", "mot", "hai", "ba", "bon", "nam")
_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Marker:
    """``rank``: how deep it goes; ``label``: as printed without its stop; ``size``: characters to skip."""

    rank: int
    label: str
    size: int


def roman_value(label):
    """``IV`` -> 4; 0 where the letters are no number."""
    total = 0
    for i, char in enumerate(label):
        value = _VALUES.get(char, 0)
        total += -value if i + 1 < len(label) and _VALUES.get(label[i + 1], 0) > value else value
    return total


def _roman(text, noisy):
    match = _ROMAN.match(text)
    if match and roman_value(match["label"]) <= 20:
        return Marker(ROMAN, match["label"], match.end())
    if noisy:
        match = _OCR_ROMAN.match(text)
        label = re.sub(r"[l1|]", "I", match["label"]) if match else ""
        letters = [c for c in text[match.end() :] if c.isalpha()] if match else []
        if letters and sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(match["label"]) > 1:
            return Marker(ROMAN, label, match.end())
    return None


def marker_of(text, noisy=False):
    """The marker that ``text`` opens with, or None."""
    match = _PART.match(text)
    if match and len(text) < 160:
        label = match["label"]
        return Marker(PART, "" if fold(label) in _WORDS else label, match.end())
    match = _ARTICLE.match(text)
    if match and len(text) < 90:
        return Marker(PART, match["label"], match.end())
    roman = _roman(text, noisy)
    if roman:
        return roman
    for pattern, rank in ((_UPPER, UPPER), (_MULTI, None), (_ARABIC, ARABIC), (_LETTER, LETTER), (_BRACKET, BRACKET)):
        match = pattern.match(text)
        if match:
            label = match["label"]
            return Marker(ARABIC + label.count(".") if rank is None else rank, label, match.end())
    for pattern, rank in ((_PLUS, PLUS), (_DASH, DASH)):
        match = pattern.match(text)
        if match:
            return Marker(rank, "", match.end())
    return None

"""Which passwords are guessed first: common words, the person's own names, rows of keys, years, and signs around them.

Asked for by OWASP ASVS 5.0, 6.1.2 and 6.2.4. What is left of a password without these parts has to be worth guessing.
"""

import re

from .fold import fold

LEAST = 5  # letters and figures that nobody guesses
ALONE = 12  # figures that may stand without any letter
# What heads the lists of passwords that were made public, abroad and in Vietnam, without accents.
WORDS = """
    password passwort passw pass matkhau mat khau admin administrator quantri root system user nguoidung guest test demo
    welcome hello xinchao letmein login dangnhap secret master default changeme doimatkhau qwerty azerty iloveyou love
    anhyeuem emyeuanh toiyeuem yeuem anhyeu emyeu tinhyeu giadinh congchua hoangtu sunshine princess dragon monkey
    football bongda baseball superman batman shadow michael jordan computer maytinh internet samsung iphone nokia
    vietnam hanoi saigon hochiminh haiphong danang cantho thanhpho tinh huyen quan phuong xaphuong ubnd uyban hdnd
    coquan donvi canbo congchuc chutich phong vanphong kehoach childplan child plan odoo treem baocao nhiemvu
    khongbiet khongcho motnamba hoilamgi concho conheo trungthanh thanhcong maimai mottinhyeu nguyen tran pham hoang
    abcd aaaa zzzz xxxx trustno freedom whatever money tien starwars cookie summer winter flower hoa
""".split()
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv")
RUNS = re.compile(
    "|".join(
        row[start : start + length]
        for length in range(11, 2, -1)
        for each in ROWS
        for row in (each, each[::-1])
        for start in range(len(row) - length + 1)
    )
)
YEAR, SAME, SIGNS = re.compile(r"(?:19|20)\d\d"), re.compile(r"(.)\1{2,}"), re.compile(r"[\W_]+")
LOOKS = str.maketrans("0134578@$!", "oieastbasi")


def is_easy(password, own_words=()):
    """Return whether ``password`` is among those that are tried first.

    :param own_words: what others know of the person, such as login and name
    """
    text = fold(password)
    if text.isdigit():
        return len(text) < ALONE or not _left(text, ())
    words = {SIGNS.sub("", fold(word)) for own in own_words for word in (own, *re.split(r"[\W_]+", own))}
    known = sorted({*WORDS, *(word for word in words if len(word) > 2)}, key=len, reverse=True)
    return any(_left(each, known) < LEAST for each in {text, text.translate(LOOKS)})


def _left(text, known):
    """Return how many letters and figures are left of ``text`` without ``known`` words, rows, years, repetitions."""
    text = SIGNS.sub("", text)
    for word in known:
        text = text.replace(word, " ")
    for pattern in (YEAR, RUNS, SAME):
        text = pattern.sub(" ", text)
    return len(text.replace(" ", ""))

"""The verbs that the tasks of plans open with: where a unit's name ends inside a sentence.

The list comes from the wording of administrative plans in general (Decree 30/2020/NĐ-CP gives no list); a verb that
is missing costs a name that is too long, which the review screen shows with a doubt.
"""

import re

from .fold import fold

_VERBS = """
chu tri|phoi hop|co trach nhiem|co nhiem vu|chiu trach nhiem|to chuc|chi dao|huong dan|van dong|tham muu|
trien khai|can cu|theo chuc nang|theo nhiem vu|theo pham vi|xay dung|thuc hien|tang cuong|day manh|chu dong|
dam bao|bao dam|ra soat|kiem tra|giam sat|tiep tuc|long ghep|bo tri|can doi|tong hop|theo doi|tuyen truyen|
dang tai|dang tin|dua tin|phat huy|phat dong|cu can bo|cu cong chuc|cung cap|tham gia|lap ke hoach|lap du toan|
ban hanh|quan tam|nang cao|huy dong|tiep nhan|thuong xuyen|trong pham vi|tren co so|dinh ky|hang nam|hang quy|
hang thang|la co quan|la don vi|la dau moi|kip thoi|quan ly|bao cao|de xuat|phan cong|trich|phan bo|kien toan|
thanh lap|duy tri|mo cac|gui bao cao|gui ket qua|nghien cuu|xu ly|quan triet|ho tro|don doc|tien hanh|dua vao|
dua noi dung|lien he|nam bat|phat hien|thong ke|thong tin den|chuan bi|chi tra|tham dinh|danh gia|dieu tra|
cap nhat|lua chon|dang ky|phan anh|bien soan|in an|khao sat|tap trung|tao dieu kien|khan truong|nghiem tuc|
tu chuc nang|tuy theo|dau tu|su dung|giai quyet|cap kinh phi|ket noi|phan phoi|mo rong|thong bao|mo lop|
thu thap|duoc giao|gop phan|bao ve|phong ngua|giao nhiem vu|giao cho|hoan thanh|tich cuc|thuc day|truyen thong|
len ke hoach|lanh dao|ngan chan|dau tranh|tro giup|mua sam|doi moi|bam sat|tap hop|phe duyet|thanh toan|
quyet toan|khen thuong|bieu duong|cung co|phat trien|
"""
# Verbs that are other words without their tone marks.
_SHORT = re.compile(
    r"(?<!\w)(?:cử|lập|mở|gửi|nộp|trình|giúp|họp|dự|làm|xét|nhận|gắn|cần|phải|sẽ|khám|chi|dành|in|"
    r"tập huấn|đào tạo|quy định|yêu cầu|đôn đốc|chăm sóc)(?!\w)"
)
VERBS = tuple(sorted({v.strip() for v in _VERBS.replace("\n", "").split("|") if v.strip()}, key=len, reverse=True))
_OPENING = re.compile(r"^\W*(?:" + "|".join(VERBS) + r")\b")
# Not a verb where these stand before it ("các tổ chức", "Ban Chỉ đạo", "đơn vị quản lý") …
_NOT_AFTER = re.compile(
    r"(?:\bcac|\bnhung|\bban|\bco quan|\bdon vi|\bbo phan|\bto|\bquy|\bphong|\btrung tam|(?<!xa )\bhoi|"
    r"\bcong tac|\bva|,|\bmoi|\bnguoi|"
    r"\bcua|\blinh vuc|\bve|\btrach nhiem|\bnhiem vu|\bcan bo|\bdich vu|\bcong|\bdoi|\bviec|\bda|"
    r"\bvien chuc|\bduoc)\s*$"
)
# … or these behind it ("tổ chức chính trị", "thông tin và truyền thông").
_NOT_BEFORE = re.compile(
    r"^to chuc(?= (?:chinh tri|xa hoi|doan the|hoi\b|thanh vien|ton giao|quoc te|phi chinh phu|"
    r"lien quan|khac|kinh te|tin dung|co lien quan|can bo))"
    r"|^to chuc(?=\s*[,;:.-])|^thong tin va|^bao ve (?:chinh|tre em$)|^kham(?= benh| chua)|^trinh(?= do)"
)
_VERB = re.compile(r"(?<![\w])(?:" + "|".join(VERBS) + r")\b")


def opens_with_verb(text):
    """Whether ``text`` opens as a task does."""
    return bool(_OPENING.match(fold(text)) or _SHORT.match(text.lstrip("-+ ").lower()))


def verb_position(text, start=0):
    """Where the first verb of a task stands in ``text`` after ``start``, or None.

    A verb in capitals belongs to a name (``Ban Chỉ đạo``), unless a stop or colon stands before it.
    """
    folded = fold(text)
    for match in sorted([*_VERB.finditer(folded, start), *_SHORT.finditer(text, start)], key=lambda m: m.start()):
        at = match.start()
        if at == 0:
            continue
        before = folded[:at]
        if text[at].isupper() and not re.search(r"[.:]\s*$", before):
            continue
        if _NOT_AFTER.search(before) and not _after_comma_verb(before, match.group()):
            continue
        if _NOT_BEFORE.match(folded[at:]):
            continue
        return at
    return None


def _after_comma_verb(before, verb):
    """After a comma only the verbs that no list of bodies holds begin the task."""
    sure = (
        "chu tri",
        "phoi hop",
        "co trach nhiem",
        "can cu",
        "theo chuc nang",
        "chi dao",
        "tham muu",
        "chu dong",
        "huong dan",
    )
    return before.rstrip().endswith(",") and verb in sure

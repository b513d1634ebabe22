"""What a numbered part of a plan is for, by the words of its heading."""

import re

from .fold import has_phrase, key

PURPOSE, TARGETS, ACTIVITIES, ORGANISATION, FUNDING, REPORTING = (
    "purpose", "targets", "activities", "organisation", "funding", "reporting",
)  # fmt: skip
SCHEDULE, SCOPE, SITUATION, AWARD = "schedule", "scope", "situation", "award"

# The earliest phrase in the heading decides; at the same place the longer one.
_PHRASES = {
    ORGANISATION: (
        "to chuc thuc hien", "phan cong nhiem vu", "phan cong trach nhiem", "phan cong thuc hien", "phan cong",
        "trach nhiem thuc hien", "trach nhiem cua", "trach nhiem cac", "thoi gian va trach nhiem", "to chuc trien khai",
        "to chuc trien khai thuc hien", "trach nhiem to chuc thuc hien", "trach nhiem", "nhiem vu cua cac",
        "bien phap to chuc thuc hien",
        "nhiem vu cu the cua cac", "trien khai thuc hien", "nhiem vu cac co quan", "nhiem vu cac don vi",
        "nhiem vu va trach nhiem", "phan cong va to chuc thuc hien", "to chuc va phan cong", "tien do va phan cong",
    ),
    FUNDING: (
        "kinh phi", "nguon kinh phi", "nguon von", "nhu cau von", "von dau tu",
        "nguon luc va viec su dung", "du toan", "nguon luc thuc hien", "nguon luc tai chinh",
        "kinh phi thuc hien"),
    REPORTING: (
        "che do bao cao", "che do thong tin bao cao", "bao cao", "thong tin bao cao", "kiem tra giam sat bao cao",
        "che do thong tin", "tong ket bao cao", "cong tac bao cao", "so ket tong ket",
    ),
    TARGETS: ("chi tieu", "muc tieu cu the", "cac chi tieu", "muc tieu", "cac muc tieu cu the", "muc tieu va chi tieu"),
    PURPOSE: (
        "muc dich", "yeu cau", "muc tieu chung", "muc tieu tong quat", "quan diem", "nguyen tac", "phuong cham",
        "y nghia"),
    SCHEDULE: ("thoi gian", "tien do", "lo trinh", "thoi gian thuc hien", "thoi han"),
    SCOPE: ("chu de", "doi tuong", "pham vi", "dia diem", "dia ban", "thanh phan"),
    SITUATION: (
        "tinh hinh", "thuc trang", "hien trang", "ket qua giai doan", "ket qua nam", "ket qua da dat duoc",
        "danh gia ket qua", "dac diem", "ket qua thuc hien", "su can thiet", "can cu",
        "co so phap ly",
        "danh gia tinh hinh", "ket qua dat duoc", "ton tai han che", "khai quat", "boi canh", "thuan loi", "kho khan",
    ),
    AWARD: (
        "tieu chi", "tieu chuan", "khen thuong", "hinh thuc khen thuong", "giai thuong", "co cau giai thuong", "ho so",
        "thang diem", "cach tinh diem", "danh gia xep hang", "xep hang", "xep loai", "binh xet", "xet chon", "the le"),
    ACTIVITIES: (
        "nhiem vu", "giai phap", "noi dung", "hoat dong", "bien phap", "cong tac", "noi dung thuc hien",
        "noi dung cong viec"),
}  # fmt: skip
# What a child heading must open with to be of another kind than its part.
_CHILD = {
    ORGANISATION: ("to chuc thuc hien", "phan cong nhiem vu", "phan cong trach nhiem", "phan cong thuc hien"),
    FUNDING: (
        "kinh phi", "nguon kinh phi", "ve kinh phi", "kinh phi thuc hien", "nguon von", "nhu cau von", "von dau tu",
        "nhu cau kinh phi", "du toan kinh phi", "bao dam kinh phi", "dam bao kinh phi", "co cau nguon von",
        "kinh phi khen thuong", "nguon luc tai chinh", "nhu cau von", "nguon luc va viec su dung",
        "nguon luc thuc hien"),
    REPORTING: (
        "che do bao cao", "che do thong tin bao cao", "thong tin bao cao", "cong tac bao cao",
        "thuc hien che do bao cao", "bao cao ket qua"),
    TARGETS: (
        "chi tieu", "muc tieu cu the", "cac chi tieu", "cac muc tieu cu the", "muc tieu den nam", "muc tieu nam",
        "mot so chi tieu", "chi tieu cu the", "muc tieu"),
    PURPOSE: ("muc dich", "yeu cau", "muc tieu chung", "muc tieu tong quat", "quan diem"),
    SCHEDULE: ("thoi gian thuc hien", "thoi gian", "tien do thuc hien", "lo trinh"),
    SCOPE: ("doi tuong", "pham vi", "dia diem", "thanh phan"),
    AWARD: (
        "tieu chi", "tieu chuan", "khen thuong", "hinh thuc khen thuong", "ve khen thuong", "giai thuong",
        "co cau giai thuong", "ho so", "thang diem", "cach tinh diem", "danh gia xep hang",
        "cach thuc xep hang", "xep hang",
        "xep loai", "binh xet", "xet chon", "tieu chi thi dua"),
    SITUATION: (
        "thuc trang", "hien trang", "tinh hinh", "danh gia ket qua", "danh gia tinh hinh", "danh gia thuc trang",
        "ket qua dat duoc", "ton tai", "han che", "thuan loi", "kho khan", "nguyen nhan", "dac diem", "boi canh",
        "su can thiet"),
    ACTIVITIES: (
        "nhiem vu", "giai phap", "noi dung", "nhiem vu va giai phap", "nhiem vu giai phap", "cac nhiem vu",
        "cac giai phap", "nhiem vu cu the", "nhiem vu chu yeu", "nhiem vu trong tam", "noi dung thuc hien"),
}  # fmt: skip


def kind_of_part(heading, noisy=False):
    """The kind of a part by its heading, or None."""
    own, best = key(heading), None
    for kind, phrases in _PHRASES.items():
        for phrase in phrases:
            at = f" {own} ".find(f" {phrase} ")
            if at >= 0 and (best is None or (at, -len(phrase)) < best[0]):
                best = ((at, -len(phrase)), kind)
    if best:
        return best[1]
    if noisy:
        for kind, phrases in _PHRASES.items():
            if any(has_phrase(heading, p, True) for p in phrases if " " in p):
                return kind
    return None


def kind_of_child(heading):
    """The kind that a numbered heading inside a part has of its own, or None where the part's holds."""
    own = re.sub(r"^ve ", "", key(heading.split(":")[0]))
    if len(own.split()) > 14:
        return None
    found = [(len(p), kind) for kind, phrases in _CHILD.items() for p in phrases if own == p or own.startswith(p + " ")]
    return max(found)[1] if found else None


_WHOLE = re.compile(
    r"^(?:(?:va |cac )?(?:muc dich|yeu cau|muc tieu(?: chung| tong quat| cu the)?|chi tieu(?: cu the)?|quan diem"
    r"|pham vi|doi tuong|noi dung|thoi gian|dia diem|"
    r"nhiem vu|giai phap|chu yeu|trong tam|kinh phi|to chuc|thuc hien|che do|bao cao|phan cong|trach nhiem|nguon"
    r"|cu the|hoat dong|ap dung)(?: va)? ?)+$"
)


def is_known_heading(text):
    """Whether a text is made of nothing but the usual words of headings."""
    return bool(_WHOLE.match(key(text)))

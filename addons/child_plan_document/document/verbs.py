"""The verbs that the tasks of plans open with: where a unit's name ends inside a sentence.

The list stands in ``vocabulary``. Words are compared with their
tone marks ("dựng" is not "đúng"); without them only in text that has none.
"""

import re

from . import vocabulary
from .fold import compiled, fold, is_marked

# Verbs that names hold as well: looked for where none of the others stands.
_WEAK = re.compile(
    r"(?<!\w)(?:đưa|đăng(?! kiểm)|(?<!thường )trực(?! thuộc| tiếp| tuyến)|mời|nhắc|chấm|ký|chọn|dọn|trồng(?! trọt)"
    r"|tặng|thăm"
    r"|đón|thay"
    r"|sửa|chuyển(?! đổi| giao)|ghi|lưu(?! trữ| động| niệm)|cài|lắp|trong tháng|trong quý|trước ngày|từ ngày"
    r"|vào ngày)(?!\w)"
)
# Verbs that are other words without their tone marks.
_SHORT = re.compile(
    r"(?<!\w)(?:cử|lập|mở|gửi|nộp|(?<!chương )(?<!quy )(?<!lộ )(?<!công )(?<!tiến )trình|giúp|họp|dự(?! án| toán"
    r"| kiến| phòng| báo| thảo)|làm|xét(?! nghiệm)"
    r"|nhận(?! thức| định)|gắn|cần|phải|sẽ|khám|chi(?! tiết| phí| nhánh| cục| bộ| hội| đoàn)|dành|in|"
    r"tập huấn|đào tạo|quy định|yêu cầu|đôn đốc|chăm sóc)(?!\w)"
)


def _listed(text):
    return sorted({v.strip() for v in text.replace("\n", "").split("|") if v.strip()}, key=len, reverse=True)


def _either(words):
    return "|".join(words)


VERBS = tuple(_listed(vocabulary.VERBS))
_OPENING = re.compile(rf"^\W*(?:{_either(_listed(vocabulary.VERBS + vocabulary.ITEM_VERBS))})(?!\w)")
_OPENING_FOLDED = re.compile(rf"^\W*(?:{_either(map(fold, VERBS))})\b")
_VERB = re.compile(rf"(?<!\w)(?:{_either(VERBS)})(?!\w)")
_VERB_FOLDED = re.compile(rf"(?<!\w)(?:{_either(map(fold, VERBS))})\b")
# Not a verb where these stand before it ("các tổ chức", "Ban Chỉ đạo", "đơn vị quản lý", "chủ đầu tư") …
_BEFORE = (
    r"(?:\bcác|\bnhững|\bban|\bcơ quan|\bđơn vị|\bbộ phận|(?<!các )\btổ|\bquỹ|(?<!các )\bphòng|\btrung tâm"
    r"|(?<!xã )(?<!các )\bhội|\bcông tác|\bvà|,"
    r"|\bmọi|\bngười|\bcủa|\blĩnh vực|\bvề|\btrách nhiệm|\bnhiệm vụ|\bcán bộ|\bdịch vụ|\bcông|\bđội|\bviệc|\bđã"
    r"|\bviên chức|\bđược|\bchủ|\bnhà|\bcơ sở|\bngành)\s*$"
)
# … or these behind it ("tổ chức chính trị", "thông tin và truyền thông").
_BEHIND = (
    r"^tổ chức(?= (?:chính trị|xã hội|đoàn thể|hội(?!\w)|thành viên|tôn giáo|quốc tế|phi chính phủ|liên quan"
    r"|khác|kinh tế"
    r"|tín dụng|có liên quan|cán bộ|đảng))|^tổ chức(?=\s*[,;:.-])|^thông tin và|^bảo vệ (?:chính|trẻ em$)"
    r"|^khám(?= bệnh| chữa)|^trình(?= độ)"
)
_NOT_AFTER, _NOT_AFTER_FOLDED = re.compile(_BEFORE), re.compile(fold(_BEFORE))
_NOT_BEFORE, _NOT_BEFORE_FOLDED = re.compile(_BEHIND), re.compile(fold(_BEHIND))
_GENERAL = re.compile(r"(?:cơ quan|đơn vị|ngành|tổ chức|viên chức|cán bộ|cơ sở|co quan|don vi|nganh|to chuc)$")
_SURE_FOLDED = tuple(map(fold, vocabulary.SURE_VERBS))
_CAPITAL = compiled(r"^[<U>]")


def opens_with_verb(text):
    """Whether ``text`` opens as a task does."""
    if not is_marked(text):
        return bool(_OPENING_FOLDED.match(fold(text)))
    own = text.lstrip("-+ ").lower()
    return bool(_OPENING.match(own) or _SHORT.match(own) or _WEAK.match(own))


def verb_position(text, start=0):
    """Where the first verb of a task stands in ``text`` after ``start``, or None.

    A verb in capitals belongs to a name (``Ban Chỉ đạo``), unless a stop or colon stands before it.
    """
    marked = is_marked(text)
    own = text.lower() if marked else fold(text)
    found = [*(_VERB if marked else _VERB_FOLDED).finditer(own, start), *_SHORT.finditer(text, start)]
    at = _first(text, own, found, marked)
    return at if at is not None or not marked else _first(text, own, _WEAK.finditer(text, start), marked)


def _first(text, own, found, marked):
    """Where the first verb of ``found`` stands that is no part of a name."""
    not_after, not_before = (_NOT_AFTER, _NOT_BEFORE) if marked else (_NOT_AFTER_FOLDED, _NOT_BEFORE_FOLDED)
    for match in sorted(found, key=lambda m: m.start()):
        at = match.start()
        if at == 0:
            continue
        before = own[:at]
        if _CAPITAL.match(text[at:]) and not re.search(r"[.:]\s*$", before):
            continue
        if not_after.search(before) and not _after_comma(before, match.group(), marked):
            continue
        if not_before.match(own[at:]):
            continue
        return at
    return None


def _after_comma(before, verb, marked):
    before = before.rstrip()
    sure = verb in (vocabulary.SURE_VERBS if marked else _SURE_FOLDED)
    label = verb in ("chủ trì", "phối hợp", "chu tri", "phoi hop")
    return sure and (before.endswith(",") or bool(_GENERAL.search(before)) and not label)

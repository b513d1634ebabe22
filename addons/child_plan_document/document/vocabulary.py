"""Lists of words that the reader goes by, each with where it comes from. Folded: lower case, no marks."""

# Kinds of documents that are plans, and how they are printed. Decree 30/2020/NĐ-CP, Điều 7 (kinds of administrative
# documents): chương trình, kế hoạch, đề án, dự án; "kế hoạch hành động", "phối hợp", "liên ngành" are in use.
PLAN_KINDS = {
    "ke hoach": "Kế hoạch", "chuong trinh hanh dong": "Chương trình hành động",
    "chuong trinh cong tac": "Chương trình công tác", "chuong trinh phoi hop": "Chương trình phối hợp",
    "chuong trinh": "Chương trình", "de an": "Đề án", "du an": "Dự án", "ke hoach hanh dong": "Kế hoạch hành động",
    "ke hoach phoi hop": "Kế hoạch phối hợp", "ke hoach lien nganh": "Kế hoạch liên ngành",
    "ke hoach lien tich": "Kế hoạch liên tịch",
}  # fmt: skip
# What a decision or a resolution approves or launches and the office then carries out as a plan.
PLAN_WORDS = (
    r"(?:ke hoach|chuong trinh|de an|du an|chien luoc|phong trao|cuoc van dong|chien dich|thang hanh dong"
    r"|thang cao diem|dot cao diem|dot thi dua)"
)
# The other kinds: Decree 30/2020/NĐ-CP, Điều 7; Regulation 399-QĐ/TW of the Party, Điều 4 (kết luận, quy định, chỉ thị
# …); Law 64/2025/QH15, Điều 4 (nghị định, thông tư …).
OTHER_KINDS = {
    "quyet dinh": "Quyết định", "nghi quyet lien tich": "Nghị quyết liên tịch", "nghi quyet": "Nghị quyết",
    "bao cao": "Báo cáo", "to trinh": "Tờ trình", "cong dien": "Công điện", "chi thi": "Chỉ thị",
    "thong bao": "Thông báo", "bien ban": "Biên bản", "giay moi": "Giấy mời", "thu moi": "Thư mời",
    "huong dan": "Hướng dẫn", "thong tu lien tich": "Thông tư liên tịch", "thong tu": "Thông tư",
    "nghi dinh": "Nghị định", "quy che": "Quy chế", "quy dinh": "Quy định", "cong van": "Công văn",
    "hop dong": "Hợp đồng", "ket luan": "Kết luận", "thong tri": "Thông tri", "thong cao": "Thông cáo",
    "ban ghi nho": "Bản ghi nhớ", "ban thoa thuan": "Bản thỏa thuận", "giay uy quyen": "Giấy ủy quyền",
    "giay gioi thieu": "Giấy giới thiệu", "giay nghi phep": "Giấy nghỉ phép", "phieu gui": "Phiếu gửi",
    "phieu chuyen": "Phiếu chuyển", "phieu bao": "Phiếu báo", "phieu trinh": "Phiếu trình", "thu cong": "Thư công",
    "giay xac nhan": "Giấy xác nhận", "don de nghi": "Đơn đề nghị", "to khai": "Tờ khai", "luat": "Luật",
    "phap lenh": "Pháp lệnh", "lenh": "Lệnh", "de cuong": "Đề cương", "thu ngo": "Thư ngỏ",
    "loi keu goi": "Lời kêu gọi", "bai phat bieu": "Bài phát biểu", "dien van": "Diễn văn",
}  # fmt: skip
# The abbreviation in a number tells the kind of a paper that prints none. Decree 30/2020/NĐ-CP, phụ lục III.
KIND_SIGNS = {
    "KH": "ke hoach", "CTR": "chuong trinh", "CTr": "chuong trinh", "ĐA": "de an", "DA": "du an", "QĐ": "quyet dinh",
    "NQ": "nghi quyet", "BC": "bao cao", "TTr": "to trinh", "CĐ": "cong dien", "CT": "chi thi", "TB": "thong bao",
    "BB": "bien ban", "GM": "giay moi", "HD": "huong dan", "TT": "thong tu", "NĐ": "nghi dinh", "KL": "ket luan",
    "QC": "quy che", "QyĐ": "quy dinh",
}  # fmt: skip

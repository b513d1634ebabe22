"""The small world that lies in each dump: made by the code of the version, in ``odoo shell``. Read README.md first.

What a version calls differently is asked of the version itself, so that one description serves all of them.
"""

from base64 import b64encode
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
MINUTES = "Biên bản họp triển khai công tác trẻ em.".encode()
# A plan as an office types it, for the reader of documents.
DOCUMENT = """ỦY BAN NHÂN DÂN
XÃ BÌNH AN
Số: 45/KH-UBND
Bình An, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Phòng, chống đuối nước trẻ em năm 2026

I. NHIỆM VỤ
1. Tổ chức dạy bơi cho trẻ em
Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Trạm Y tế tổ chức 05 lớp dạy bơi trước ngày 30/8/2026.
2. Rà soát ao, hồ nguy hiểm
Giao Trạm Y tế rà soát, cắm biển cảnh báo, báo cáo trước ngày 30/6/2026.
"""


def ago(days):
    return TODAY - timedelta(days=days)


def last_saturday():
    """Return a day off that is over: some versions count the working day after it as in time."""
    return TODAY - timedelta(days=(TODAY.weekday() - 5) % 7 or 7)


def having(model, values):
    """Return those of ``values`` that the model has in this version."""
    return {name: value for name, value in values.items() if name in model._fields}


def make(env):
    env = env(context={"lang": "vi_VN", "mail_create_nolog": True, "tracking_disable": True})
    units = make_units(env)
    users = make_users(env, units)
    plans = make_plans(env, units)
    issue(env, plans, users)
    work(env, plans, units, users)
    money(env, plans, units)
    reports(env, plans, units, users)
    documents(env, plans, users)
    env.cr.commit()


def make_units(env):
    def unit(name, kind, level, parent=None, **values):
        return env["child.plan.unit"].create(
            {"name": name, "kind": kind, "level": level, "parent_id": parent and parent.id, **values}
        )

    tinh = unit("Ủy ban nhân dân tỉnh Hòa An", "authority", "province", short_name="Tỉnh Hòa An")
    sector = env["child.plan.sector"].search([], order="id", limit=1)
    so = unit("Sở Y tế", "department", "province", tinh)
    huyen = unit("Ủy ban nhân dân huyện Sơn Hạ", "authority", "district", tinh, short_name="Huyện Sơn Hạ")
    binh = unit("Ủy ban nhân dân xã Bình An", "authority", "commune", huyen, short_name="Xã Bình An")
    chi = unit("Ủy ban nhân dân xã Chi Lộc", "authority", "commune", huyen, short_name="Xã Chi Lộc")
    phong = unit("Phòng Văn hóa - Xã hội", "department", "commune", binh)
    tram = unit("Trạm Y tế", "facility", "commune", binh, sector_id=sector.id)
    mat_tran = unit("Ủy ban Mặt trận Tổ quốc", "organisation", "commune", binh, external=True)
    cac_xa = unit(
        "Ủy ban nhân dân các xã", "collective", "province", tinh, member_kind="authority", member_level="commune"
    )
    return {
        "tinh": tinh, "so": so, "huyen": huyen, "binh": binh, "chi": chi,
        "phong": phong, "tram": tram, "mat_tran": mat_tran, "cac_xa": cac_xa,
    }  # fmt: skip


def make_users(env, units):
    people = {
        "quansat": ("Nguyễn Quan Sát", "observer", ["tinh"]),
        "lanhdaotinh": ("Trần Lãnh Đạo", "leader", ["tinh"]),
        "soyte": ("Lê Thường Trực", "standing", ["so"]),
        "lanhdaoxa": ("Phạm Chủ Tịch", "leader", ["binh"]),
        "phongvhxh": ("Hoàng Văn Xã", "standing", ["phong"]),
        "tramyte": ("Vũ Trạm Trưởng", "officer", ["tram"]),
        "taichinh": ("Đặng Tài Chính", "finance", ["binh"]),
        "quantri": ("Bùi Quản Trị", "admin", ["huyen"]),
        "xachi": ("Đỗ Cán Bộ", "officer", ["chi"]),
        "ngoai": ("Hồ Không Đơn Vị", "officer", []),
    }
    users = {}
    for login, (name, role, of) in people.items():
        group = env.ref(f"child_plan.child_plan_group_{role}")
        users[login] = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": name,
                    "login": login,
                    "email": f"{login}@example.com",
                    "lang": "vi_VN",
                    "tz": "Asia/Ho_Chi_Minh",
                    "group_ids": [(6, 0, [env.ref("base.group_user").id, group.id])],
                    "child_plan_unit_ids": [(6, 0, [units[unit].id for unit in of])],
                }
            )
        )
    return users


def make_plans(env, units):
    def plan(name, issuer, standing, **values):
        year = TODAY.year
        dates = {"period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
        made = env["child.plan"].create(
            {"name": name, "issuer_id": units[issuer].id, "standing_unit_id": units[standing].id, **dates, **values}
        )
        for code, title in (("I", "Mục tiêu"), ("II", "Nhiệm vụ, giải pháp")):
            env["child.plan.section"].create({"plan_id": made.id, "code": code, "name": title})
        return made

    def task(plan, name, lead, **values):
        values = {"timing": "one_off", **values}
        beside = values.pop("beside", [])
        made = env["child.plan.task"].create(
            {"plan_id": plan.id, "section_id": plan.section_ids[-1].id, "name": name, **values}
        )
        made.lead_unit_ids = units[lead]
        if beside:
            made.coordinating_unit_ids = env["child.plan.unit"].union(*(units[name] for name in beside))
        return made

    tinh = plan("Chăm sóc, bảo vệ trẻ em trên địa bàn tỉnh", "tinh", "so", number="12/KH-UBND", issued_on=ago(130))
    task(tinh, "Chỉ đạo, hướng dẫn các địa phương", "so", due_on=ago(40))
    task(tinh, "Xây dựng kế hoạch của xã", "cac_xa", due_on=ago(60))
    task(tinh, "Truyền thông về quyền trẻ em", "cac_xa", timing="continuous")
    xa = plan(
        "Thực hiện công tác trẻ em trên địa bàn xã Bình An", "binh", "phong", number="7/KH-UBND", issued_on=ago(100),
        implements_id=tinh.id, recipients="UBND huyện\nCác ngành, đoàn thể xã", place="Bình An",
        basis_ids=[(0, 0, {"number": "102/2016/QH13", "date": "2016-04-05", "name": "Luật Trẻ em"})],
        source_document=b64encode(DOCUMENT.encode()), source_filename="ke-hoach-7.txt",
        reporting_ids=[(0, 0, {"frequency": "quarterly", "recipient_unit_id": units["phong"].id})],
    )  # fmt: skip
    for number, (name, lead, due, *values) in enumerate(TASKS):
        more = values[0] if values else {}
        task(xa, name, lead, due_on=due, sequence=number, **more)
    task(xa, "Báo cáo số liệu trẻ em hằng tháng", "tram", timing="recurring", recurrence="monthly", due_day=5)
    task(xa, "Tư vấn tại trạm", "tram", timing="continuous")
    first = xa.task_ids[:1]
    env["child.plan.deliverable"].create({"task_id": first.id, "name": "Lớp dạy bơi", "quantity": 5, "uom": "lớp"})
    env["child.plan.milestone"].create({"task_id": first.id, "name": "Chọn nơi dạy", "due_on": ago(20)})
    indicator = env["child.plan.indicator"].create(
        {
            "name": "Tỷ lệ trẻ em được tiêm chủng",
            "code": "TC",
            "kind": "ratio",
            "uom": "%",
            "sector_id": units["tram"].sector_id.id,
        }
    )
    number = env["child.plan.indicator"].create(
        {"name": "Số trẻ em được dạy bơi", "code": "DB", "kind": "number", "uom": "trẻ em"}
    )
    for of, value, uom, plan_of in (
        (indicator, 98.5, "percent", xa),
        (number, 120, "count", xa),
        (number, 900, "count", tinh),
    ):
        env["child.plan.target"].create(
            {
                "plan_id": plan_of.id,
                "name": of.name,
                "indicator_id": of.id,
                "value": value,
                "uom": uom,
                "year": TODAY.year,
                "baseline": 90,
                "has_baseline": True,
                "task_ids": [(6, 0, plan_of.task_ids[:1].ids)],
            }
        )
    nhap = plan("Tháng hành động vì trẻ em (dự thảo)", "binh", "phong")
    task(nhap, "Tổ chức lễ phát động", "phong", due_on=TODAY + timedelta(days=60), beside=["tram"])
    # Until 19.0.5 two plans of an issuer could have the same number; from then on the later one is told apart.
    version = tuple(map(int, env.ref("base.module_child_plan").latest_version.split(".")[2:3]))
    again = {"number": "7/KH-UBND"} if version < (6,) else {"number": "8/KH-UBND"}
    xong = plan("Rà soát ao, hồ nguy hiểm", "binh", "phong", issued_on=ago(90), **again)
    task(xong, "Cắm biển cảnh báo", "tram", due_on=ago(30))
    return {"tinh": tinh, "xa": xa, "nhap": nhap, "xong": xong}


# task, unit, deadline: one for each state
TASKS = [
    ("Dạy bơi cho trẻ em", "tram", TODAY + timedelta(days=25), {"beside": ["phong", "mat_tran"]}),
    ("Việc chưa bắt đầu, quá hạn", "tram", ago(12)),
    ("Việc sắp đến hạn", "tram", TODAY + timedelta(days=2)),
    ("Việc chờ xác nhận", "tram", TODAY + timedelta(days=10)),
    ("Việc bị trả lại", "tram", TODAY + timedelta(days=9)),
    ("Việc xong đúng hạn", "tram", ago(10)),
    ("Việc xong muộn", "tram", ago(50)),
    ("Việc tạm dừng", "tram", ago(5)),
    ("Việc đã hủy", "mat_tran", ago(5)),
    ("Việc xin gia hạn", "tram", TODAY + timedelta(days=5)),
    ("Việc được gia hạn", "phong", ago(15)),
    ("Việc đến hạn ngày nghỉ, xong ngày làm việc sau", "tram", last_saturday() - timedelta(days=7)),
    ("Vận động nguồn lực", "mat_tran", False),
]


def issue(env, plans, users):
    plans["tinh"].with_user(users["soyte"])._issue(ago(120))
    plans["xa"].with_user(users["phongvhxh"])._issue(ago(90))
    plans["xong"].with_user(users["phongvhxh"])._issue(ago(80))


def decide(assignment, day, user, **values):
    """Write a decision as of a past day; the method was renamed in 19.0.5."""
    rows = assignment.with_user(user)
    getattr(rows, "_write_decision", getattr(rows, "_record", None))(values, day)


def work(env, plans, units, users):
    officer, standing, chairman = users["tramyte"], users["phongvhxh"], users["lanhdaoxa"]

    def of(name, plan="xa"):
        rows = env["child.plan.assignment"].search([("plan_id", "=", plans[plan].id), ("task_id.name", "=", name)])
        assert rows, name
        return rows

    def begun(name, day=70, **values):
        rows = of(name)
        decide(rows, ago(day), officer, state="in_progress", **values)
        return rows

    swimming = of("Dạy bơi cho trẻ em").filtered(lambda row: row.unit_id == units["tram"])
    decide(swimming, ago(70), officer, state="in_progress")
    counted = "progress_counted" in swimming._fields  # by these versions from the products
    said = {} if counted else {"progress": 40}
    swimming.with_user(officer).write({**said, "result": "Đã mở 02 lớp, 61 trẻ em."})
    swimming.with_user(officer).deliverable_ids[:1].done_quantity = 2
    proof = (
        env["ir.attachment"]
        .with_user(officer)
        .create(
            {"name": "Biên bản họp.txt", "raw": MINUTES, "res_model": "child.plan.assignment", "res_id": swimming.id}
        )
    )
    swimming.with_user(officer).evidence_ids = [(4, proof.id)]
    swimming.with_user(officer).message_post(body="Đã họp với nhà trường.", message_type="comment")
    waiting = begun("Việc chờ xác nhận")
    decide(waiting, ago(3), officer, state="submitted", result="Đã làm xong, có biên bản.", progress=100)
    returned = begun("Việc bị trả lại")
    decide(returned, ago(8), officer, state="submitted", result="Đã làm.", progress=100)
    decide(returned, ago(6), standing, state="returned", reason="Thiếu danh sách kèm theo")
    for name, handed_in in (("Việc xong đúng hạn", 12), ("Việc xong muộn", 33)):
        rows = begun(name)
        decide(rows, ago(handed_in), officer, state="submitted", result="Đã hoàn thành.", progress=100)
        decide(rows, ago(handed_in - 2), standing, state="done")
    weekend = begun("Việc đến hạn ngày nghỉ, xong ngày làm việc sau")
    monday = last_saturday() - timedelta(days=5)
    decide(weekend, monday, officer, state="submitted", result="Xong.", progress=100)
    decide(weekend, monday, standing, state="done")
    decide(begun("Việc tạm dừng"), ago(20), standing, state="suspended", reason="Chờ kinh phí")
    decide(of("Việc đã hủy"), ago(20), standing, state="cancelled", reason="Trùng nhiệm vụ khác")
    asked = begun("Việc xin gia hạn")
    extensions = env["child.plan.extension"].with_user(officer)
    extensions._ask(
        [{"assignment_id": asked.id, "asked_due_on": TODAY + timedelta(days=20), "reason": "Thiếu người"}], ago(2)
    )
    granted = of("Việc được gia hạn")
    decide(granted, ago(60), standing, state="in_progress")
    extension = (
        env["child.plan.extension"]
        .with_user(standing)
        ._ask(
            [{"assignment_id": granted.id, "asked_due_on": TODAY + timedelta(days=15), "reason": "Chờ hướng dẫn"}],
            ago(20),
        )
    )
    extension.with_user(chairman)._grant(TODAY + timedelta(days=15), "Đồng ý", ago(18))
    done = of("Cắm biển cảnh báo", "xong")
    decide(done, ago(60), officer, state="in_progress")
    decide(done, ago(40), officer, state="submitted", result="Đã cắm 12 biển.", progress=100)
    decide(done, ago(38), standing, state="done")
    plans["xong"].with_user(standing)._set_state("closed", "Hoàn thành", ago(20))
    chi = of("Xây dựng kế hoạch của xã", "tinh").filtered(lambda row: row.unit_id == units["chi"])
    decide(chi, ago(80), users["xachi"], state="in_progress")
    plans["xa"].with_user(standing).message_post(body="Đề nghị các đơn vị báo cáo đúng hạn.", message_type="comment")


def money(env, plans, units):
    if "child.plan.budget.line" not in env:
        return
    line, task = env["child.plan.budget.line"], plans["xa"].task_ids[:1]
    source = env["child.plan.funding.source"].search([], limit=1)
    same = {"plan_id": plans["xa"].id, "unit_id": units["binh"].id, "source_id": source.id, "year": TODAY.year}
    sums = {"estimated": 50e6, "allotted": 45e6, "committed": 30e6, "spent": 20e6, "settled": 10e6}
    unknown = {**same, "name": "Nguồn xã hội hóa, chưa rõ mức", "amount_known": False}
    if "child.plan.budget.entry" not in env:  # 19.0.1: columns that were overwritten
        words = "Chương 823, Khoản 139, Mục 6700"
        line.create({**same, "task_id": task.id, "name": "Mở lớp dạy bơi", "index_code": words, **sums})
        line.create({**same, "name": "Truyền thông", "estimated": 12e6, "reference": "QĐ 15/QĐ-UBND", "note": "Đợt 1"})
        line.create(having(line, unknown))
        return
    names = ("estimate", "allotment", "commitment", "disbursement", "settlement")
    stages = dict(zip(names, sums.values(), strict=True))
    codes = {}
    for kind in ("chapter", "category", "item"):
        known = env["child.plan.budget.code"].search([("kind", "=", kind)], order="id")
        codes[f"{kind}_id"] = known.filtered(lambda code: code._valid_in(TODAY.year))[:1].id
    first = line.create({**same, "task_id": task.id, "name": "Mở lớp dạy bơi", **codes})
    second = line.create({**same, "name": "Truyền thông", "note": "Đợt 1"})
    line.create(having(line, unknown))
    entries = env["child.plan.budget.entry"]
    for number, (stage, amount) in enumerate(stages.items()):
        entries._enter([{"line_id": first.id, "stage": stage, "day": ago(60 - number), "amount": amount,
                         "reference": f"CT {number}"}])  # fmt: skip
    entries._enter([{"line_id": second.id, "stage": "estimate", "day": ago(50), "amount": 12e6}])


def reports(env, plans, units, users):
    if "child.plan.report" not in env:
        return
    report = env["child.plan.report"]
    for name in ("xa", "tinh"):
        dates = {"date_start": ago(90), "cut_off": ago(15), "due_on": ago(8)}
        period = env["child.plan.report.period"].create({"plan_id": plans[name].id, "kind": "quarterly", **dates})
        if not report.search_count([("period_id", "=", period.id)]):
            period._expect()
        leaves = report.search([("period_id", "=", period.id), ("compiled", "=", False)], order="id")
        leaves._begin()
        for number, leaf in enumerate(leaves.filtered(lambda leaf: leaf.unit_id != units["mat_tran"])):
            leaf.save_grid(
                [
                    {"id": value.id, "numerator": 40 + number}
                    | ({"denominator": 50} if value.indicator_id.kind == "ratio" else {})
                    for value in leaf.value_ids
                ]
            )
            leaf.sudo().results = f"Kết quả của {leaf.unit_id.name}."
            if leaf.unit_id != units["phong"]:  # of which a draft stays
                leaf.action_submit()
    accepted = report.search([("unit_id", "=", units["binh"].id), ("state", "=", "submitted")])
    accepted.action_accept()
    assert accepted.value_ids
    above = report.search([("period_id", "=", period.id), ("compiled", "=", True)])
    above._begin()
    assert above.value_ids


def documents(env, plans, users):
    if "child.plan.import" not in env:
        return
    imports = env["child.plan.import"].with_user(users["phongvhxh"])
    reading, _known = imports._receive("ke-hoach-45.txt", DOCUMENT.encode())
    reading.sudo()._read()
    print("reading", reading.state)

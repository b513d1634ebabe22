"""Make the set of official units from two public collections; both are under the MIT licence (see data/SOURCES.md).

    python make_units.py DATASET.db CONVERTER.json PROVINCES.sql [FOLDER]

DATASET.db and CONVERTER.json are data files of the Python package ``vietnamadminunits`` 1.0.4; PROVINCES.sql is
``postgresql/postgres_ImportData_vn_units.sql`` of ``vietnamese-provinces-database`` (4.2 or later). FOLDER is where the
set is written, by default ``data`` beside this folder. Prints what the sources say differently, and stops where a
count, a code or a name is not what it has to be.

Only facts are taken: codes, kinds, names, and what went into what. What the sources do not have, the days and the
changes of 2026, stands in ``CHANGES`` with the resolution that ordered it.
"""

import csv
import io
import json
import lzma
import re
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

REFORM = "2025-07-01"  # Decision 19/2025/QĐ-TTg, Law 72/2025/QH15
EVE = "2025-06-30"
KINDS = {"tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu"}
ISLANDS = {"318": "11948", "471": "19742", "498": "20333", "536": "21548", "755": "26732"}  # districts without communes
# Names that the source writes with a small letter, and how they are written.
SLIPS = {
    "Đại áng": "Đại Áng",
    "Pa ủ": "Pa Ủ",
    "Mường é": "Mường É",
    "é Tòng": "É Tòng",
    "Đồng ý": "Đồng Ý",
    "Ya ly": "Ya Ly",
}
# (first day, level, new kind, the last day of the kind before, resolution, codes)
CHANGES = (
    ("2026-04-30", "2026-04-29", "province", "thành phố", "30/2026/QH16", "75"),
    (
        "2026-04-30",
        "2026-04-29",
        "commune",
        "phường",
        "237/NQ-UBTVQH16",
        "25270 25357 25363 26116 26170 26248 26326 26368 26425 26485",
    ),
    ("2026-09-01", "2026-08-31", "province", "thành phố", "36/2026/QH16", "22"),
    ("2026-09-20", "2026-09-19", "province", "thành phố", "39/2026/QH16", "24"),
    (
        "2026-09-20",
        "2026-09-19",
        "commune",
        "phường",
        "388/NQ-UBTVQH16",
        "07294 07375 07399 07444 07840 09193 09292 09313 09319 09454 09475 09496",
    ),
)
KNOWN = {"2026-04-30"}  # changes that the second source has already
OTHER_CODES = {"06978": "06970"}  # a slip of the second source: Ba Chẽ
COUNTS = {
    EVE: {"province": 63, "district": 696, "commune": 10035},
    REFORM: {"tỉnh": 28, "thành phố": 6, "xã": 2621, "phường": 687, "đặc khu": 13},
    "2026-09-20": {"tỉnh": 25, "thành phố": 9, "xã": 2599, "phường": 709, "đặc khu": 13},
}
COLUMNS = ("level", "code", "since", "kind", "name", "parent", "valid_from", "valid_to")


def main(database, converter, provinces, folder=None):
    folder = Path(folder) if folder else Path(__file__).parents[1] / "data"
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    old, old_keys = units_before(connection)
    new, new_keys = units_since(connection)
    edges = mapping(json.loads(Path(converter).read_text()), old_keys, new_keys)
    check_edges(edges, old, new)
    lines = list(differences(new, Path(provinces).read_text()))
    states = joined(old, new, edges)
    check_states(states)
    write(folder / "units.csv.xz", COLUMNS, states)
    write(folder / "mapping.csv.xz", ("old", "new", "default"), edges)
    size = sum((folder / name).stat().st_size for name in ("units.csv.xz", "mapping.csv.xz"))
    lines.append(f"{len(states):,} states, {len(edges):,} edges, {size:,} bytes")
    sys.stdout.write("\n".join(lines) + "\n")


def split(full):
    """Return the kind, in small letters, and the name of ``Phường Ba Đình``."""
    full = unicodedata.normalize("NFC", " ".join(full.split())).replace("’", "'")
    kind = next(kind for kind in KINDS if full.lower().startswith(f"{kind} "))
    name = full[len(kind) + 1 :]
    return kind, SLIPS.get(name, name)


def units_before(connection):
    """Return ``{(level, code): (kind, name, parent)}`` on the eve of the reform, and ``{key of the source: code}``."""
    units, keys = {}, {}
    for row in connection.execute("SELECT * FROM admin_units_legacy"):
        units["province", row["provinceCode"]] = (*split(row["province"]), "")
        units["district", row["districtCode"]] = (*split(row["district"]), row["provinceCode"])
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        keys[key] = row["wardCode"] or row["districtCode"]
        if row["wardCode"]:
            units["commune", row["wardCode"]] = (*split(row["ward"]), row["districtCode"])
        else:
            require(row["districtCode"] in ISLANDS, f"a district without communes: {row['district']}")
    return units, keys


def units_since(connection):
    units, keys = {}, {}
    for row in connection.execute("SELECT * FROM admin_units"):
        units["province", row["provinceCode"]] = (*split(row["province"]), "")
        units["commune", row["wardCode"]] = (*split(row["ward"]), row["provinceCode"])
        keys[row["provinceKey"], row["wardKey"]] = row["wardCode"]
    return units, keys


def mapping(converter, old_keys, new_keys):
    """Return ``[(old code, new code, 1 for the default)]`` of communes, and of the five islands' districts."""
    edges = set()
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, sources in communes.items():
            edges |= {(old_keys[source], new_keys[province, ward], 1) for source in sources}
    for province, communes in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, parts in communes.items():
            for part in parts:
                edges.add(
                    (old_keys[source], new_keys[province, part["newWardKey"]], int(part["isDefaultNewWard"])),
                )
    return sorted(edges)


def check_edges(edges, old, new):
    parts, defaults = Counter(), Counter()
    for source, _target, default in edges:
        parts[source] += 1
        defaults[source] += default
    communes = {code for level, code in old if level == "commune"}
    require(set(parts) == communes | set(ISLANDS), "every old unit goes somewhere")
    require({edge[1] for edge in edges} == {code for level, code in new if level == "commune"}, "every new one has old")
    require(set(defaults.values()) == {1}, "one default each")
    require(len(edges) == len({edge[:2] for edge in edges}) == 10602, f"10,602 edges: {len(edges)}")
    split_in = Counter(parts.values())
    require(split_in == {1: 9569, 2: 397, 3: 58, 4: 15, 5: 1}, f"whole and split: {split_in}")
    of_new = defaultdict(set)
    for source, target, _default in edges:
        of_new[target].add(source)
    kept = {code for code in of_new if code in communes}
    require(all(code in of_new[code] for code in kept), "a code that was kept is that of a part")
    require(set(of_new) - kept == set(ISLANDS.values()), "the codes that are new are those of five islands")
    require(all((ISLANDS[code], 1) == edge[1:] for code in ISLANDS for edge in edges if edge[0] == code), "islands")


def joined(old, new, edges):
    """Return the rows of the set: each state of each unit, in the order of levels and codes.

    A unit that nothing but its parent changed of goes on; all others ended with the eve of the reform, and began on
    its first day, under the same code as a rule.
    """
    sources, targets = defaultdict(set), defaultdict(set)
    for source, target, _default in edges:
        sources[target].add(source)
        targets[source].add(target)
    provinces = defaultdict(set)  # the old provinces of a new one
    for source, target, _default in edges:
        district = old["commune", source][2] if ("commune", source) in old else source
        provinces[new["commune", target][2]].add(old["district", district][2])
    rows = []
    for (level, code), (kind, name, parent) in old.items():
        goes_on = (level, code) in new and _goes_on(level, code, old, new, sources, targets, provinces)
        if not (goes_on and level == "province"):
            rows.append((level, code, "", kind, name, parent, "", EVE))
        if goes_on:
            rows += _states(level, code, "", new[level, code], "" if level == "province" else REFORM)
    began = {(row[0], row[1]) for row in rows if row[7] != EVE}
    for (level, code), unit in new.items():
        if (level, code) not in began:
            rows += _states(level, code, REFORM, unit, REFORM)
    order = ("province", "district", "commune").index
    return sorted(rows, key=lambda row: (order(row[0]), row[1], row[6]))


def _goes_on(level, code, old, new, sources, targets, provinces):
    if old[level, code][:2] != new[level, code][:2]:
        return False
    if level == "province":
        return provinces[code] == {code}
    return sources[code] == {code} and targets[code] == {code}


def _states(level, code, since, unit, first):
    kind, name, parent = unit
    for day, last, changed, new_kind, _resolution, codes in CHANGES:
        if changed == level and code in codes.split():
            require(kind != new_kind, f"{code} is {kind} before {day}")
            yield (level, code, since, kind, name, parent, first, last)
            kind, first = new_kind, day
    yield (level, code, since, kind, name, parent, first, "")


def check_states(states):
    for day, counts in COUNTS.items():
        valid = [row for row in states if (row[6] or "0") <= day <= (row[7] or "9")]
        require(len({row[:2] for row in valid}) == len(valid), f"one state a unit on {day}")
        found = Counter(row[0] for row in valid) if day == EVE else Counter(row[3] for row in valid)
        require(found == counts, f"{day}: {found}")
        places = {row[:2] for row in valid}
        above = {"province": (), "district": ("province",), "commune": ("district", "province")}
        for level, _code, _since, kind, name, parent, *_days in valid:
            require(not above[level] or any((up, parent) in places for up in above[level]), f"{name}: {parent}?")
            require(kind in KINDS and not re.search(r"[()]|  ", name), f"{kind} {name}")
            require(not any(word[0].islower() for word in name.removeprefix("Nông trường ").split()), name)
    digits = {"province": 2, "district": 3, "commune": 5}
    require(all(re.fullmatch(rf"\d{{{digits[row[0]]}}}", row[1]) for row in states), "digits of the codes")
    going_on = Counter(row[0] for row in states if not row[2] and not row[7])
    # 122 keep code and name and got nothing; one of them gave a part to a neighbour, and so is another one
    require(going_on == {"province": 11, "commune": 121}, f"unchanged units: {going_on}")


def differences(new, text):
    """Yield what the second source says otherwise of the codes and names of the units since the reform."""
    rows = re.findall(r"^\('(\d{5})','((?:[^']|'')*)','(?:[^']|'')*','((?:[^']|'')*)'", text, re.M)
    others = {OTHER_CODES.get(code, code): split(full.replace("''", "'")) for code, _name, full in rows}
    communes = {code: unit for (level, code), unit in new.items() if level == "commune"}
    changed = {c for day, _l, level, _k, _r, cs in CHANGES if level == "commune" and day in KNOWN for c in cs.split()}
    require(len(rows) == 3321, f"3,321 communes in the second source: {len(rows)}")
    yield from (f"code {code} is {' '.join(OTHER_CODES)} there" for code in sorted({*OTHER_CODES.values()}))
    require(others.keys() == communes.keys(), f"codes differ: {sorted(others.keys() ^ communes.keys())}")
    tones = 0
    for code, other in sorted(others.items()):
        ours = communes[code]
        expected = ("phường" if code in changed else ours[0], ours[1])
        if other == expected:
            continue
        if other[0] == expected[0] and _without_tones(other[1]) == _without_tones(expected[1]):
            tones += 1  # hoà and hòa: the same word
            continue
        yield f"{code} is {' '.join(expected)} here, {' '.join(other)} there"
    yield f"{tones} names differ in the place of the tone mark only"


def _without_tones(name):
    """The tones, put behind each word in the order of the alphabet, and letters in small: hoà = hòa, not hoá."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    words = unicodedata.normalize("NFD", name.lower()).split()
    return [("".join(c for c in word if c not in tones), sorted(c for c in word if c in tones)) for word in words]


def write(path, columns, rows):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_bytes(lzma.compress(stream.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))


def require(condition, message):
    if not condition:
        raise SystemExit(f"The set is not what it has to be: {message}")


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])

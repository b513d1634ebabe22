"""The chain of hashes over the rows of the journal, which shows whether a row was changed, removed or put in between.

Every authority has a chain of its own; 0 is the chain of rows that belong to none. A *seal* covers some rows of one
chain and, through its hash, all seals before it:

- hash of a row: SHA-256 of its *line*, a JSON array of its values as PostgreSQL writes it, in UTF-8
- hash of a seal: SHA-256 of ``CHAIN/NUMBER/DAY AND TIME/`` in ASCII, the hash of the seal before it (32 bytes, none for
  number 1), and the SHA-256 of the hashes of its rows one after the other

``python3 -P journal_chain.py FILE`` checks an export (``.jsonl.gz``) with nothing but Python.
"""

import gzip
import hashlib
import json
import sys
from typing import NamedTuple

SIZE = 32  # bytes of a hash


class Seal(NamedTuple):
    chain: int
    number: int  # 1, 2, 3 …
    sealed_at: str  # YYYY-MM-DD HH:MM:SS in UTC
    hashes: bytes  # of its rows, as they were when they were sealed
    digest: bytes


class Finding(NamedTuple):
    """What is wrong: a ``row`` was "changed" or is "gone", a seal is "missing", or is "broken": it does not follow
    from its rows and the seal before it.
    """

    kind: str
    chain: int
    number: int
    row: int | None = None


def row_hash(line):
    return hashlib.sha256(line.encode()).digest()


def seal_hash(chain, number, sealed_at, before, hashes):
    head = f"{chain}/{number}/{sealed_at}/".encode("ascii")
    return hashlib.sha256(head + before + hashlib.sha256(hashes).digest()).digest()


class Verifier:
    """Checks seals, which come by chain and number. ``heads``: the last number and hash of each chain."""

    def __init__(self):
        self.heads = {}
        self.rows = self.seals = 0

    def check(self, seal, rows):
        """Yield the findings of a seal with its ``rows``: pairs of id and line, None for a line that is gone."""
        number, before = self.heads.get(seal.chain, (0, b""))
        if seal.number != number + 1:
            yield Finding("missing", seal.chain, number + 1)
        elif seal.digest != seal_hash(seal.chain, seal.number, seal.sealed_at, before, seal.hashes):
            yield Finding("broken", seal.chain, seal.number)
        count = 0
        for count, (row, line) in enumerate(rows, 1):
            if line is None:
                yield Finding("gone", seal.chain, seal.number, row)
            elif row_hash(line) != seal.hashes[SIZE * (count - 1) : SIZE * count]:
                yield Finding("changed", seal.chain, seal.number, row)
        if len(seal.hashes) != SIZE * count:
            yield Finding("broken", seal.chain, seal.number)
        self.rows += count
        self.seals += 1
        self.heads[seal.chain] = (seal.number, seal.digest)


def head_line(seal, count, name, shown=True):
    """Return the line of an export before the lines of the ``count`` rows of ``seal``, which follow if ``shown``."""
    head = {"chain": seal.chain, "name": name, "seal": seal.number, "sealed_at": seal.sealed_at, "rows": count}
    head["shown"] = shown
    return json.dumps({**head, "digest": seal.digest.hex()}, ensure_ascii=False)


def check_export(lines):
    """Return (verifier, findings) of the lines of an export, whose seals carry no hashes of their rows."""
    verifier, findings = Verifier(), []
    lines = iter(lines)
    for line in lines:
        head = json.loads(line)
        if not head["shown"]:
            verifier.heads[head["chain"]] = (head["seal"], bytes.fromhex(head["digest"]))
            continue
        rows = [next(lines).rstrip("\n") for _ in range(head["rows"])]
        seal = Seal(
            head["chain"],
            head["seal"],
            head["sealed_at"],
            b"".join(map(row_hash, rows)),
            bytes.fromhex(head["digest"]),
        )
        findings += verifier.check(seal, ((None, row) for row in rows))
    return verifier, findings


def main(file):
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        verifier, findings = check_export(lines)
    report = [f"Chain {finding.chain}, seal {finding.number}: {finding.kind}" for finding in findings]
    report += [f"Chain {chain}: seal {n}, {digest.hex()}" for chain, (n, digest) in sorted(verifier.heads.items())]
    report.append(f"{verifier.rows} rows in {verifier.seals} seals, {len(findings)} findings")
    sys.stdout.write("\n".join(report) + "\n")
    return 2 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

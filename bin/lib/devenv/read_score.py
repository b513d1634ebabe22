"""bin/read-score DIR…: how well plan documents are read, by document and key, as text, Word, PDF and scan.

DIR contains NAME.txt and, for each, gold/NAME.json: the reading of a careful person. Word, PDF and scan are generated
from the text. Documents listed in DIR/not-plans/index.tsv are not plans, and must be recognised as such.
docs/en/reader-score.md explains how rows are compared and what the figures mean.
"""

import argparse
import csv
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from . import documents as document_tools  # tesseract and the font of the pages
from . import paper_files
from .base import ADDONS, Problem, command, say
from .paper_text import blocks
from .reading_score import COLUMNS, score

FORMS = {"text": ".txt", "docx": ".docx", "pdf": ".pdf", "scan": ".pdf"}
HEADS = ("header", *COLUMNS)


def main(arguments):
    parser = argparse.ArgumentParser(prog="bin/read-score", description=__doc__.split(": ", 1)[1].split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="NAME.txt with gold/NAME.json")
    parser.add_argument("--as", dest="forms", default="text", help="text,docx,pdf,scan (text)", metavar="FORMS")
    parser.add_argument("--only", metavar="NAME,…", help="these documents only")
    parser.add_argument("--floor", type=float, default=0, metavar="X", help="exit 1 where a document's score is lower")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write scores and faults there")
    parser.add_argument("--faults", action="store_true", help="list what was missed, invented or wrong")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the Word and PDF files that were read there")
    options = parser.parse_args(arguments)
    forms = options.forms.split(",")
    if unknown := set(forms) - set(FORMS):
        parser.error(f"no such form: {', '.join(sorted(unknown))}")
    if set(forms) & {"pdf", "scan"} and not document_tools.reads_vietnamese():
        document_tools.ensure()
    only = options.only.split(",") if options.only else None
    works = [(path, form, options.keep) for form in forms for path in documents(options.folders, only)]
    others = [] if only else [other for folder in options.folders for other in other_papers(folder)]
    if not works:
        raise Problem(f"no NAME.txt with gold/NAME.json in {', '.join(map(str, options.folders))}")
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(measure, works))
        told = list(pool.map(told_apart, others))
    for form in forms:
        show(form, [result for result in results if result["form"] == form], options.faults)
    for other in told:
        if not other["right"]:
            print(f"taken for a plan: {other['name']} ({other['kind']})")
    if told:
        print(f"told to be no plan: {sum(other['right'] for other in told)} of {len(told)}")
    if options.json:
        options.json.write_text(json.dumps({"documents": results, "no_plans": told}, ensure_ascii=False, indent=1))
    low = [result for result in results if result["score"] < options.floor]
    return 1 if low or any(not other["right"] for other in told) and options.floor else 0


def documents(folders, only=None):
    """Return the texts that have a gold reading."""
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return [p for p in paths if (p.parent / "gold" / f"{p.stem}.json").exists() and (not only or p.stem in only)]


def gold(path):
    return json.loads((path.parent / "gold" / f"{path.stem}.json").read_text("utf-8"))


def other_papers(folder):
    """Return [(path, kind)] of the documents below ``folder`` that are not plans."""
    index = folder / "not-plans" / "index.tsv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8", newline="") as file:
        return [(index.parent / f"{row['name']}.txt", row["kind"]) for row in csv.DictReader(file, delimiter="\t")]


def measure(work):
    """Return the score of one document in one form; 0 if the reader fails."""
    path, form, keep = work
    data = made(path, form)
    if keep and form != "text":
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{path.stem}{'-scan' if form == 'scan' else ''}{FORMS[form]}").write_bytes(data)
    started = time.perf_counter()
    try:
        reading = read(data, f"{path.stem}{FORMS[form]}").as_dict()
    except Exception as error:  # an error of any kind is the reader's fault
        result = {"score": 0.0, "keys": {}, "faults": [f"not read: {error!r}"]}
    else:
        result = score(reading, gold(path), ocr=form == "scan")
    seconds = time.perf_counter() - started
    return {"name": path.stem, "folder": str(path.parent), "form": form, "seconds": round(seconds, 2), **result}


def made(path, form):
    """Return the bytes of a document in one of the FORMS."""
    if form == "text":
        return path.read_bytes()
    parts = blocks(path.read_text("utf-8"))
    if form == "docx":
        return paper_files.word(parts)
    data = paper_files.pdf(parts)
    return paper_files.scan(data, path.stem) if form == "scan" else data


def read(data, name):
    if (place := str(ADDONS / "child_plan_document")) not in sys.path:
        sys.path.insert(0, place)
    from document import read_document

    return read_document(data, name)


def told_apart(other):
    path, kind = other
    try:
        right = not read(path.read_bytes(), path.name).is_plan
    except Exception as error:  # as in `measure`
        say(f"{path.stem}: {error!r}")
        right = False
    return {"name": path.stem, "kind": kind, "right": right}


def show(form, results, faults):
    width = max(len(result["name"]) for result in results)
    print(f"{f'as {form}':{width}}  score  " + "  ".join(f"{head[:7]:>7}" for head in HEADS) + "  seconds")
    for result in results:
        cells = "  ".join(f"{result['keys'][h]:7.2f}" if h in result["keys"] else " " * 7 for h in HEADS)
        print(f"{result['name']:{width}}  {result['score']:.3f}  {cells}  {result['seconds']:7.2f}")
        for fault in result["faults"] if faults else ():
            print(f"    {fault}")
    scores = [result["score"] for result in results]
    means = [_mean([result["keys"][h] for result in results if h in result["keys"]]) for h in HEADS]
    cells = "  ".join(f"{mean:7.2f}" if mean is not None else " " * 7 for mean in means)
    print(f"{'mean':{width}}  {_mean(scores):.3f}  {cells}")
    print(f"{'lowest':{width}}  {min(scores):.3f}  ({len(scores)} documents)\n")


def _mean(values):
    return sum(values) / len(values) if values else None


if __name__ == "__main__":
    command(main)

"""``python -m document FILE``: what is read out of a plan document, as the JSON of SCHEMA.md."""

import json
import sys
from pathlib import Path

from . import DocumentError, read_document


def main(arguments):
    """Print the JSON; exit 1 with a sentence where the file cannot be read, 2 without a file."""
    if len(arguments) != 1:
        sys.stderr.write("usage: parse FILE\n")
        return 2
    path = Path(arguments[0])
    try:
        plan = read_document(path.read_bytes(), path.name)
    except (DocumentError, OSError) as error:
        sys.stderr.write(f"{path.name}: {error}\n")
        return 1
    json.dump(plan.as_dict(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

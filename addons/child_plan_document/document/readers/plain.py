"""TXT and Markdown: the encoding told, Markdown's signs taken out."""

from ..errors import UnknownFormat
from ..legacy import from_bytes, from_text
from ..source import from_markdown

_CONTROL = bytes(range(0, 9)) + bytes(range(14, 27)) + b"\x1c\x1d\x1e\x1f"


def is_text(data):
    """Whether bytes may be a text: UTF-16 by its mark, else hardly any control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = data[:65536]
    return sum(sample.count(bytes([c])) for c in _CONTROL) <= len(sample) // 200


def read_text(data):
    """A :class:`Source` of a plain text in UTF-8, UTF-16, CP1258, TCVN3 or VNI."""
    text = _decode(data)
    converted = from_text(text)
    source = from_markdown(converted or text)
    if converted:
        source.notes.append("legacy_encoding")
    return source


def _decode(data):
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnknownFormat() from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return from_bytes(data)

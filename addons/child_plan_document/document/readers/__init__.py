"""Bytes of a file -> :class:`Source`. The kind is told by the content; the name only helps where the content cannot."""

from contextlib import contextmanager

from ..errors import BrokenDocument, DocumentError, DocumentTooLarge, EmptyDocument, UnknownFormat
from . import doc, docx, image, pdf, plain, xlsx
from .archive import WORD, open_archive
from .ocr import PagesWanted, read_picture, tesseract

# No plan comes near this; what is larger is refused before anything is unpacked.
LARGEST = 60 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")


def read_source(data, filename="", known=None):
    """The text of a file. Raises :class:`DocumentError` with a sentence for the user.

    ``known``: ``{number: text}`` of the scanned pages that :func:`read_page` has read; with it, pages that are still
    to be read so raise :class:`ocr.PagesWanted`. Without it they are read here.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise EmptyDocument()
    if len(data) > LARGEST:
        raise DocumentTooLarge()
    reader = _reader(data, filename)
    with _damage_told():
        source = reader(data, known) if reader in _PICTURES else reader(data)
    if not source.text.strip():
        raise EmptyDocument()
    return source


def read_page(data, number):
    """The text of a scanned page."""
    with _damage_told():
        picture = _PICTURES[_reader(data, "")](data, number)
    return read_picture(picture, tesseract())


@contextmanager
def _damage_told():
    """On damaged files the libraries raise errors of any class, TypeError and KeyError among them."""
    try:
        yield
    except (DocumentError, PagesWanted, MemoryError):
        raise
    except Exception as error:
        raise BrokenDocument() from error


def _reader(data, filename):
    if data.startswith(b"PK\x03\x04"):
        return _read_office
    if data[:1024].lstrip().startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return pdf.read_pdf
    if data.startswith(_OLE):
        return doc.read_doc
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return doc.read_doc
    if data.startswith(_IMAGES):
        return image.read_image
    if plain.is_text(data):
        return plain.read_text
    raise UnknownFormat()


def _read_office(data):
    archive = open_archive(data)
    return docx.read_docx(archive) if WORD in archive.namelist() else xlsx.read_xlsx(archive)


# Readers of files whose pages may be pictures, and what gives the picture of a page.
_PICTURES = {pdf.read_pdf: pdf.picture_of, image.read_image: image.picture_of}

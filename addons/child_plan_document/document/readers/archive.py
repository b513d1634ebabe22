"""A DOCX or XLSX archive opened with bounds: number and size of parts, no entities, no outside references."""

import io
import zipfile

from lxml import etree

from ..errors import BrokenDocument, DocumentTooLarge, ProtectedDocument, UnknownFormat, UnsafeDocument

WORD, EXCEL = "word/document.xml", "xl/workbook.xml"
MOST_PARTS = 3000
LARGEST_PART = 40 * 1024 * 1024
_CHUNK = 1 << 16


def open_archive(data):
    """The zip archive of a Word or Excel document. Raises where it is none, or too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BrokenDocument() from error
    if len(names) > MOST_PARTS:
        raise DocumentTooLarge()
    if "EncryptedPackage" in names or any(info.flag_bits & 1 for info in archive.infolist()):
        raise ProtectedDocument()
    if not {WORD, EXCEL} & set(names):
        raise UnknownFormat()
    return archive


def part(archive, name):
    """The bytes of a part, unpacked piece by piece up to a bound; None where there is none."""
    try:
        with archive.open(name) as stream:
            pieces, size = [], 0
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > LARGEST_PART:
                    raise DocumentTooLarge()
                pieces.append(piece)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise BrokenDocument() from error
    except Exception as error:  # zlib.error has no common base with the others
        if isinstance(error, DocumentTooLarge):
            raise
        raise BrokenDocument() from error
    return b"".join(pieces)


def parse_xml(data):
    """The root of an XML part. A document type (entities, outside references) is refused: Office never writes one."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise UnsafeDocument()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise UnsafeDocument() from error
        raise BrokenDocument() from error

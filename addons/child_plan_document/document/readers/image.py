"""Scanned pages as pictures (PNG, JPEG, TIFF with several pages)."""

import io

from PIL import Image, ImageSequence, UnidentifiedImageError

from ..errors import BrokenDocument, DocumentTooLarge, UnknownFormat
from ..source import Source, clean
from .ocr import read_picture, tesseract

MOST_PAGES = 60
# A3 at 600 dpi is 70 million; what is larger is no scan of a page.
MOST_PIXELS = 80_000_000


def read_image(data):
    """A :class:`Source` of a picture, a page of it after the other."""
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MOST_PIXELS:
            raise DocumentTooLarge()
        path = tesseract()
        pages, notes = [], ["ocr"]
        for count, frame in enumerate(ImageSequence.Iterator(image)):
            if count == MOST_PAGES:
                notes.append("truncated")
                break
            pages.append(read_picture(frame, path))
    except UnidentifiedImageError as error:
        raise UnknownFormat() from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BrokenDocument() from error
    return Source(clean("\n\f".join(pages)), "image", notes=notes)

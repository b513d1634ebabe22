"""Scanned pages as pictures (PNG, JPEG, TIFF with several pages)."""

import io

from PIL import Image, UnidentifiedImageError

from ..errors import DocumentTooLarge, UnknownFormat
from ..source import Source, clean
from .ocr import MOST_PAGES, texts_of

# A3 at 600 dpi is 70 million; what is larger is no scan of a page.
MOST_PIXELS = 80_000_000


def read_image(data, known=None):
    """A :class:`Source` of a picture, a page of it after the other. ``known``: see :func:`ocr.texts_of`."""
    image, notes = _opened(data), ["ocr"]
    count = getattr(image, "n_frames", 1)
    if count > MOST_PAGES:
        notes.append("truncated")
    numbers = range(min(count, MOST_PAGES))
    texts = texts_of(numbers, lambda number: _frame(image, number), known)
    notes += [f"page_unread {number + 1}" for number in numbers if texts[number] is None]
    return Source(clean("\n\f".join(texts[number] or "" for number in numbers)), "image", notes=notes)


def picture_of(data, number):
    """The PIL image of a page."""
    return _frame(_opened(data), number)


def _opened(data):
    try:
        image = Image.open(io.BytesIO(data))
    except UnidentifiedImageError as error:
        raise UnknownFormat() from error
    if image.width * image.height > MOST_PIXELS:
        raise DocumentTooLarge()
    return image


def _frame(image, number):
    image.seek(number)
    if image.width * image.height > MOST_PIXELS:
        raise DocumentTooLarge()
    return image.copy()

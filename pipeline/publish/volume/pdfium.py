"""A finished PDF is opened to be read and drawn; the only module of the volumes that knows PDFium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

_ONE_AT_A_TIME = threading.Lock()  # PDFium knows one file at a time, whoever asks


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document while nobody else has one."""
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        yield document

"""What can be wrong with a document, each with a short sentence for the person who sent it.

The sentence is an English msgid; the addon translates it. ``values`` fills its named placeholders.
"""


class DocumentError(Exception):
    """A document that cannot be read. ``message`` is for the user, ``code`` for the program."""

    code = "unreadable"
    message = "This document cannot be read."

    def __init__(self, message=None, **values):
        self.message = message or self.message
        self.values = values
        super().__init__(self.message % values if values else self.message)


class EmptyDocument(DocumentError):
    code = "empty"
    message = "This file is empty or holds no text."


class UnknownFormat(DocumentError):
    code = "format"
    message = "This file is not a DOCX, DOC, XLSX, PDF, image, TXT or Markdown document."


class ProtectedDocument(DocumentError):
    code = "protected"
    message = "This document is protected by a password. Save a copy without it."


class DocumentTooLarge(DocumentError):
    code = "too_large"
    message = "This document is too large to be read."


class BrokenDocument(DocumentError):
    code = "broken"
    message = "This document is damaged. Open it in its own program and save it again."


class UnsafeDocument(DocumentError):
    code = "unsafe"
    message = "This document holds parts that a plan never needs, so it was not opened."


class MissingTool(DocumentError):
    code = "missing_tool"
    message = "%(tool)s is not installed on the server, so this kind of file cannot be read."


class ReadingTimeout(DocumentError):
    code = "timeout"
    message = "Reading this document takes too long, so it was stopped."


class NoTaskList(DocumentError):
    code = "no_task_list"
    message = "No sheet of this Excel file has a row of headings with a column for the task."

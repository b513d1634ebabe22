from . import document_import

"""From a PDF to records: pure stages over frozen values.

>>> from pathlib import Path
>>> from extractors import extract_document
>>> extraction = extract_document(Path("gold/samples/research-paper/paper.pdf").read_bytes())
>>> {record.norm_unit for record in extraction.records if record.property == "ionic_conductivity"}
{'S/cm'}
>>> all(1 <= record.place.page <= extraction.document.page_count for record in extraction.records)
True
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.extract import Extraction, extract_document
    from extractors.settings import Settings

__all__ = ["Extraction", "Settings", "extract_document"]


def __getattr__(name: str) -> object:
    # the stages take two seconds to import, which those who want only a model class do not have
    if name in __all__:
        from extractors import extract

        return getattr(extract, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

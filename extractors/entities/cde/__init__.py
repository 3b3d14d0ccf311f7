"""ChemDataExtractor 2 as a second reader, in a process of its own.

child.py and grammar.py run there and are imported by nothing here; reader.py starts, asks and ends it.
"""

from extractors.entities.cde.reader import SecondReader, is_installed

__all__ = ["SecondReader", "is_installed"]

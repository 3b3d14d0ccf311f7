"""Datasets for other programs: files, databases, references, and what describes them."""

from pipeline.export.formats import FORMATS, print_references, write_file
from pipeline.export.package import write_folder
from pipeline.export.tables import Tables, read_tables

__all__ = ["FORMATS", "Tables", "print_references", "read_tables", "write_file", "write_folder"]

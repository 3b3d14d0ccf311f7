"""Where tables stand on a page: by caption, rules, fills and the alignment of words."""

from extractors.layout.table_regions.find import find_table_regions

__all__ = ["find_table_regions"]

"""Finds in a passage or cell what means something: materials, values, properties, conditions, labels."""

from extractors.entities.definitions import find_definitions
from extractors.entities.mentions import find_cell_mentions, find_mentions

__all__ = ["find_cell_mentions", "find_definitions", "find_mentions"]

"""Finds in a passage or cell what means something: materials, values, properties, conditions, labels."""

"""From printed strings to compositions and quantities; no stage, every stage may use it."""

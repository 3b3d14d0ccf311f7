"""Tables typeset with known cells: the bank that the tables stage is built and scored with."""

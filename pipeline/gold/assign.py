"""The best one-to-one assignment of two lists."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

ACCEPTED = 1e6
"""Weight of an acceptable pair: no sum of resemblances outweighs one pair more."""


def assign(accepted: NDArray[np.bool_], worth: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Pair rows with columns so that most pairs are accepted and, among those, the worth is greatest.

    Both arrays are (rows, columns). Only accepted pairs are returned, by row.
    """
    if accepted.size == 0:
        return []
    rows, columns = linear_sum_assignment(np.where(accepted, ACCEPTED + worth, 0.0), maximize=True)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if accepted[r, c]]

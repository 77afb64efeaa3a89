"""How work grows with its input: by the processor's time, two sizes in one run, so that no machine is too slow for it."""

from __future__ import annotations

import time
from collections.abc import Callable


def growth(work: Callable[[int], object], size: int, factor: int = 4) -> float:
    """How many times longer `work(factor * size)` takes than `work(size)`: `factor` where it grows with its input, its square where each part looks at all others."""
    return _shortest(work, factor * size) / _shortest(work, size)


def _shortest(work: Callable[[int], object], size: int) -> float:
    times = []
    for _attempt in range(3):
        start = time.process_time()
        work(size)
        times.append(time.process_time() - start)
    return min(times)

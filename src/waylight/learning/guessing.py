"""A limit on codes that do not exist, for all visitors of one process together.

Codes have 49 bits; this keeps a machine from trying millions of them. It knows no visitor: nothing of an
address is kept or compared (ADR 0007), so while somebody tries, everybody waits, at most a minute.
"""

import time
from collections import deque
from collections.abc import Callable

MISSES, SECONDS = 300, 60.0


class Misses:
    def __init__(
        self, most: int = MISSES, seconds: float = SECONDS, now: Callable[[], float] = time.monotonic
    ):
        self.most, self.seconds, self.now = most, seconds, now
        self.at: deque[float] = deque(maxlen=most)

    def missed(self) -> None:
        self.at.append(self.now())

    @property
    def too_many(self) -> bool:
        return len(self.at) == self.most and self.now() - self.at[0] < self.seconds


misses = Misses()

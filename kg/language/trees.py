"""Arc scores → dependency trees: one root a sentence, no cycle (Chu and Liu 1965, Edmonds 1967)."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
NEVER = np.float32(-1e9)


def tree(scores: Scores) -> NDArray[np.int64]:
    """Return the head of each word of one sentence; the root is its own head.

    ``scores[d, h]`` is the score of head h for dependent d, ``scores[d, d]`` that of d as the root.
    """
    heads: NDArray[np.int64] = scores.argmax(1)
    if _is_tree(heads):
        return heads
    work = scores.copy()
    diagonal = np.diag(work).copy()
    np.fill_diagonal(work, NEVER)
    root = int((diagonal - work.max(1)).argmax()) if len(work) > 1 else 0
    work[root] = NEVER
    work[root, root] = 0.0
    return _arborescence(work, root)


def _is_tree(heads: NDArray[np.int64]) -> bool:
    own = heads == np.arange(len(heads))
    return int(own.sum()) == 1 and _cycle(heads, int(own.argmax())) is None


def _cycle(heads: NDArray[np.int64], root: int) -> list[int] | None:
    """Return the words of a cycle, None when all lead to the root."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[root] = 2
    for start in range(len(heads)):
        path: list[int] = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        state[path] = 2
    return None


def _arborescence(scores: Scores, root: int) -> NDArray[np.int64]:
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.array(cycle)
    rest = np.array([i for i in range(len(scores)) if i not in set(cycle)])
    internal = scores[inside, heads[inside]]
    # The cycle becomes one node, last in the smaller problem.
    small = np.full((len(rest) + 1, len(rest) + 1), NEVER, dtype=np.float32)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    leaving = scores[np.ix_(rest, inside)]
    small[:-1, -1] = leaving.max(1)
    entering = scores[np.ix_(inside, rest)] - internal[:, None]
    small[-1, :-1] = entering.max(0)
    found = _arborescence(small, int(np.flatnonzero(rest == root)[0]))
    out = heads.copy()
    for n, word in enumerate(rest):
        head = int(found[n])
        out[word] = inside[leaving[n].argmax()] if head == len(rest) else rest[head]
    above = int(found[-1])
    out[inside[entering[:, above].argmax()]] = rest[above]
    return out

"""Average the weights of two runs, the second begun from the first (after Izmailov et al. 2018).

python training/average.py run1/final.pt run2/final.pt --share 0.65 --out average
"""

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.65, help="of the second")
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    first, second = (torch.load(p, map_location="cpu")["ema"] for p in (a.first, a.second))
    a.out.mkdir(parents=True, exist_ok=True)
    mixed = {k: (1 - a.share) * first[k] + a.share * second[k] for k in second}
    torch.save({"ema": mixed}, a.out / "final.pt")
    shutil.copy(a.first.parent / "vocab.json", a.out / "vocab.json")


if __name__ == "__main__":
    main()

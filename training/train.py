"""Train the joint network; its schedule ends after a given training time, checkpoints allow a look before.

    python training/train.py --data ../shared/train --base MODEL_FOLDER --out RUN --minutes 60 --seed 7

MODEL_FOLDER holds ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2 (see README.md).
"""

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import data
import torch
import torch.nn.functional as F
from network import Joint, shape_of
from spacy.lang.en import English
from tokenizers import Tokenizer

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TAGS = ("xpos", "upos", "feats", "start", "head", "dep")
LONGEST = 400  # pieces of a window
UPPER, LOWER = 0.02, 0.035  # shares of windows in capitals, and (to here) in lower case
CHECKPOINT = 240  # seconds of training between checkpoints


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--words", type=int, default=1600, help="pieces of a batch, padding counted")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--init", type=Path, help="a checkpoint to go on from, with a schedule of its own")
    parser.add_argument("--lr", type=float, default=1.2e-4, help="of the encoder")
    parser.add_argument("--head-lr", type=float, default=1e-3)
    return parser.parse_args()


class Examples:
    """Turns runs of sentences into numbers."""

    def __init__(self, vocab: dict[str, list[str]], tokenizer: Tokenizer) -> None:
        self.index = {name: {k: i for i, k in enumerate(values)} for name, values in vocab.items()}
        self.tokenizer = tokenizer
        self.known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        if word not in self.known:
            self.known[word] = self.tokenizer.encode(word, add_special_tokens=False).ids[:8] or [100]
        return self.known[word]

    def make(self, run: list[data.Sentence], rng: random.Random) -> tuple:
        ids, first, last, shapes = [101], [], [], []
        tags: dict[str, list] = {k: [] for k in (*TAGS, "ner", "sent")}
        style = rng.random()
        for number, sentence in enumerate(run):
            words = styled(data.curly(sentence.tokens, rng), style)
            offset = len(first)
            for i, word in enumerate(words):
                pieces = self.pieces(word)
                first.append(len(ids))
                ids += pieces
                last.append(len(ids) - 1)
                shapes.append(shape_of(word))
                self._label(tags, sentence, i, offset, style)
                tags["sent"].append(number)
        return [*ids, 102], first, last, shapes, tags

    def _label(
        self, tags: dict[str, list], sentence: data.Sentence, i: int, offset: int, style: float
    ) -> None:
        known = sentence.xpos is not None
        for name in ("xpos", "upos", "feats"):
            tags[name].append(self.index[name].get(getattr(sentence, name)[i], -100) if known else -100)
        tags["start"].append(int(i == 0) if known else -100)
        tags["head"].append(sentence.heads[i] + offset if known else -100)
        tags["dep"].append(self.index["deps"][sentence.deps[i]] if known else -100)
        tags["ner"].append(sentence.ner[i] if sentence.ner is not None and style >= LOWER else None)


def styled(words: list[str], style: float) -> list[str]:
    if style < UPPER:
        return [w.upper() for w in words]
    return [w.lower() for w in words] if style < LOWER else words


def batches(
    examples: Examples, trees: list, names: list, size: int, rng: random.Random
) -> Iterator[list[tuple]]:
    """Yield an epoch's batches: windows of like length from a shuffled pool."""
    runs = [run for docs in trees for run in data.windows(docs, rng)] + names
    rng.shuffle(runs)
    for at in range(0, len(runs), 400):
        made = sorted((examples.make(r, rng) for r in runs[at : at + 400]), key=lambda e: len(e[0]))
        groups, group = [], []
        for example in made:
            if len(example[0]) > LONGEST:
                continue
            if group and (len(group) + 1) * len(example[0]) > size:
                groups.append(group)
                group = []
            group.append(example)
        groups.append(group)
        rng.shuffle(groups)
        yield from groups


def tensors(group: list[tuple]) -> tuple:
    count, pieces, words = len(group), max(len(e[0]) for e in group), max(len(e[1]) for e in group)
    ids = torch.zeros(count, pieces, dtype=torch.long)
    mask = torch.zeros(count, 1, 1, pieces, dtype=torch.bool)
    first, last, shapes = (torch.zeros(count, words, dtype=torch.long) for _ in range(3))
    gold = {k: torch.full((count, words), -100) for k in TAGS}
    sent = torch.full((count, words), -1)
    ner = torch.zeros(count, words, len(data.NER), dtype=torch.bool)
    for i, (x, f, l, s, tags) in enumerate(group):  # noqa: E741
        n = len(f)
        ids[i, : len(x)] = torch.tensor(x)
        mask[i, 0, 0, : len(x)] = True
        first[i, :n], last[i, :n], shapes[i, :n] = torch.tensor(f), torch.tensor(l), torch.tensor(s)
        for name in TAGS:
            gold[name][i, :n] = torch.tensor(tags[name])
        sent[i, :n] = torch.tensor(tags["sent"])
        for j, allowed in enumerate(tags["ner"]):
            if allowed is not None:
                ner[i, j, list(allowed)] = True
    return ids, mask, first, last, shapes, gold, sent, ner


def cross_entropy(scores: torch.Tensor, gold: torch.Tensor) -> torch.Tensor:
    total = F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=-100, reduction="sum")
    return total / max(1, int((gold != -100).sum()))


def losses(model: Joint, group: list[tuple]) -> dict[str, torch.Tensor]:
    ids, mask, first, last, shapes, gold, sent, ner = tensors(group)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        xpos, upos, feats, start, arcs, dependents, heads, names = model(ids, mask, first, last, shapes)
    parts = {
        "xpos": cross_entropy(xpos, gold["xpos"]),
        "upos": 0.5 * cross_entropy(upos, gold["upos"]),
        "feats": 0.5 * cross_entropy(feats, gold["feats"]),
        "start": cross_entropy(start, gold["start"]),
    }
    same = (sent[:, :, None] == sent[:, None, :]) & (sent >= 0)[:, :, None]  # arcs stay in their sentence
    parts["arc"] = cross_entropy(arcs.float().masked_fill(~same, -1e4), gold["head"])
    at = (gold["head"] >= 0).nonzero(as_tuple=True)
    if len(at[0]):
        scores = model.labels(dependents.float()[at], heads.float()[at[0], gold["head"][at]])
        parts["label"] = F.cross_entropy(scores, gold["dep"][at])
    known = ner.any(-1)
    if known.any():  # partial labels: any of the tags that the corpus allows will do
        z, allowed = names.float()[known], ner[known]
        parts["name"] = (torch.logsumexp(z, -1) - torch.logsumexp(z.masked_fill(~allowed, -1e4), -1)).mean()
    return parts


class Run:
    """A training run: model, optimiser, averaged weights, clock."""

    def __init__(self, a: argparse.Namespace, model: Joint) -> None:
        self.a, self.model = a, model
        encoder = [p for n, p in model.named_parameters() if n.startswith("encoder")]
        rest = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
        groups = [{"params": encoder, "lr": a.lr}, {"params": rest, "lr": a.head_lr}]
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.peak = (a.lr, a.head_lr)
        self.average = {n: p.detach().clone() for n, p in model.named_parameters()}
        self.spent, self.step, self.words, self.saved = 0.0, 0, 0, 0.0
        self.running: Counter[str] = Counter()

    def train(self, group: list[tuple]) -> None:
        began = time.time()
        left = 1.0 - self.spent / (self.a.minutes * 60)
        rate = min(1.0, (self.step + 1) / 150) * max(0.01, left)  # warm-up, then linear to nearly zero
        for settings, peak in zip(self.optimizer.param_groups, self.peak, strict=True):
            settings["lr"] = peak * rate
        parts = losses(self.model, group)
        self.optimizer.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimizer.step()
        self.step += 1
        self._remember()
        self.running.update({k: v.item() for k, v in parts.items()})
        self.words += sum(len(e[1]) for e in group)
        self.spent += time.time() - began

    def _remember(self) -> None:
        if self.step % 4 == 0:
            decay = min(0.998, (self.step + 1) / (self.step + 20)) ** 4
            with torch.no_grad():
                for name, parameter in self.model.named_parameters():
                    self.average[name].lerp_(parameter, 1 - decay)

    def report(self, epoch: int) -> None:
        parts = " ".join(f"{k} {v / 50:.3f}" for k, v in self.running.items())
        speed = self.words / self.spent
        print(f"epoch {epoch} step {self.step} {self.spent / 60:.1f} min {speed:.0f} w/s {parts}", flush=True)
        self.running.clear()

    def save(self, name: str) -> None:
        draft = self.a.out / f"{name}.tmp"
        torch.save({"ema": self.average, "step": self.step, "spent": self.spent, "seed": self.a.seed}, draft)
        draft.rename(self.a.out / name)
        self.saved = self.spent


def check_base(path: Path) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{path}: sha256 {found} is not that of all-MiniLM-L6-v2 ({BASE_SHA256})")


def main() -> None:
    a = arguments()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    a.out.mkdir(parents=True, exist_ok=True)
    check_base(a.base / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(a.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    trees = [data.ewt(a.data, "train"), data.gum(a.data, "train")]
    names = data.names(a.data) + data.meantime(a.data, data.words_of(English()))
    vocab = data.vocabulary(trees)
    (a.out / "vocab.json").write_text(json.dumps(vocab))
    model = Joint({n: len(v) for n, v in vocab.items()})
    model.encoder.load_base(a.base / "model.safetensors")
    if a.init:
        model.load_state_dict(torch.load(a.init, map_location="cpu")["ema"])
    model.train()
    run, examples, epoch = Run(a, model), Examples(vocab, tokenizer), 0
    while run.spent < a.minutes * 60:
        epoch += 1
        for group in batches(examples, trees, names, a.words, random.Random(a.seed * 1000 + epoch)):
            run.train(group)
            if run.step % 50 == 0:
                run.report(epoch)
            if run.spent - run.saved > CHECKPOINT:
                run.save("last.pt")
            if run.spent >= a.minutes * 60:
                break
    run.save("final.pt")


if __name__ == "__main__":
    main()

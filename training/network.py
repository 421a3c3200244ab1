"""The joint model: MiniLM encoder, tags, sentence starts, biaffine arcs and labels, names."""

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

D, HEADS, LAYERS, FFN = 384, 12, 6, 1536
SHAPES = 12


def shape_of(word: str) -> int:
    """Class of a word's casing and make-up, which the uncased encoder does not see."""
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 2 if len(word) == 1 else 3
        return 4 if word[0].isupper() and word[1:].islower() else 5
    if word.isdigit():
        return 6
    if any(c.isdigit() for c in word):
        return 7 if not any(c.isalpha() for c in word) else 8
    if not any(c.isalnum() for c in word):
        return 9
    return 10 if word[0].isupper() else 11


class Layer(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.qkv = nn.Linear(D, 3 * D)
        self.out = nn.Linear(D, D)
        self.norm1 = nn.LayerNorm(D, eps=1e-12)
        self.up = nn.Linear(D, FFN)
        self.down = nn.Linear(FFN, D)
        self.norm2 = nn.LayerNorm(D, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.p = drop

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, D // HEADS).permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            a = torch.softmax(q @ k.transpose(-1, -2) / (D // HEADS) ** 0.5, -1) @ v
        else:
            a = F.scaled_dot_product_attention(
                q, k, v, attn_mask=mask, dropout_p=self.p if self.training else 0.0
            )
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, D))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocab=30522, positions=512, drop=0.1):
        super().__init__()
        self.words = nn.Embedding(vocab, D)
        self.positions = nn.Embedding(positions, D)
        self.types = nn.Parameter(torch.zeros(D))
        self.norm = nn.LayerNorm(D, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))

    def forward(self, ids, mask):
        n = ids.shape[1]
        x = self.words(ids) + self.positions.weight[:n] + self.types
        x = self.drop(self.norm(x))
        out = [x]
        for layer in self.layers:
            x = layer(x, mask)
            out.append(x)
        return out

    def load_base(self, path):
        w = load_file(path)
        e = "embeddings."
        self.words.weight.data = w[e + "word_embeddings.weight"]
        self.positions.weight.data = w[e + "position_embeddings.weight"]
        self.types.data = w[e + "token_type_embeddings.weight"][0].clone()
        self.norm.weight.data, self.norm.bias.data = w[e + "LayerNorm.weight"], w[e + "LayerNorm.bias"]
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                layer.qkv.__getattr__(kind).data = torch.cat(
                    [w[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                )
                layer.out.__getattr__(kind).data = w[f"{p}attention.output.dense.{kind}"]
                layer.norm1.__getattr__(kind).data = w[f"{p}attention.output.LayerNorm.{kind}"]
                layer.up.__getattr__(kind).data = w[f"{p}intermediate.dense.{kind}"]
                layer.down.__getattr__(kind).data = w[f"{p}output.dense.{kind}"]
                layer.norm2.__getattr__(kind).data = w[f"{p}output.LayerNorm.{kind}"]


class Mix(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([-2.0, -1.0, -1.0, 0.0, 0.5, 1.0, 1.0]))

    def forward(self, layers):
        w = torch.softmax(self.weights, 0)
        return sum(w[i] * x for i, x in enumerate(layers))


def mlp(size, drop):
    return nn.Sequential(nn.Linear(D, size), nn.GELU(), nn.Dropout(drop))


class Joint(nn.Module):
    ARC, LAB = 320, 128

    def __init__(self, sizes, drop=0.25):
        super().__init__()
        self.encoder = Encoder()
        self.mixes = nn.ModuleDict({n: Mix() for n in ("tag", "parse", "name")})
        self.shape = nn.Embedding(SHAPES, D)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(drop)
        self.xpos, self.upos, self.feats = (nn.Linear(D, sizes[n]) for n in ("xpos", "upos", "feats"))
        self.start = nn.Linear(D, 2)
        self.name = nn.Sequential(nn.Linear(D, D), nn.GELU(), nn.Dropout(drop), nn.Linear(D, sizes["ner"]))
        self.arc_dep, self.arc_head = mlp(self.ARC, drop), mlp(self.ARC, drop)
        self.arc_weight = nn.Parameter(torch.randn(self.ARC + 1, self.ARC) * 0.02)
        self.lab_dep, self.lab_head = mlp(self.LAB, drop), mlp(self.LAB, drop)
        self.lab_weight = nn.Parameter(torch.randn(sizes["deps"], self.LAB + 1, self.LAB + 1) * 0.02)

    def vectors(self, ids, mask, first, last, shapes):
        """Word vectors of each task group: first and last piece averaged, plus the shape."""
        layers = self.encoder(ids, mask)
        s = self.shape(shapes)
        out = {}
        for name, mix in self.mixes.items():
            x = mix(layers)
            f = torch.gather(x, 1, first[..., None].expand(-1, -1, D))
            end = torch.gather(x, 1, last[..., None].expand(-1, -1, D))
            out[name] = self.drop((f + end) * 0.5 + s)
        return out

    def forward(self, ids, mask, first, last, shapes):
        v = self.vectors(ids, mask, first, last, shapes)
        dep, head = self.arc_dep(v["parse"]), self.arc_head(v["parse"])
        one = torch.ones_like(dep[..., :1])
        arcs = torch.cat([dep, one], -1) @ self.arc_weight @ head.transpose(1, 2)
        ld, lh = self.lab_dep(v["parse"]), self.lab_head(v["parse"])
        t = v["tag"]
        return (
            self.xpos(t),
            self.upos(t),
            self.feats(t),
            self.start(v["parse"]),
            arcs,
            ld,
            lh,
            self.name(v["name"]),
        )

    def labels(self, ld, lh):
        """Label scores of chosen arcs: ld of dependents, lh of their heads, [m, LAB] each."""
        one = torch.ones_like(ld[..., :1])
        return torch.einsum(
            "mi,lij,mj->ml", torch.cat([ld, one], -1), self.lab_weight, torch.cat([lh, one], -1)
        )

"""Export a checkpoint: ONNX float and int8, labels, rule tables, meta.json."""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from network import Joint
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

ap = argparse.ArgumentParser()
ap.add_argument("--run", required=True)
ap.add_argument("--checkpoint", default="final.pt")
ap.add_argument("--base", required=True)
ap.add_argument("--out", required=True)
a = ap.parse_args()
run, out = Path(a.run), Path(a.out)
out.mkdir(parents=True, exist_ok=True)
vocab = json.loads((run / "vocab.json").read_text())
model = Joint({n: len(v) for n, v in vocab.items()})
state = torch.load(run / a.checkpoint, map_location="cpu")
model.load_state_dict(state["ema"], strict=True)
model.eval()


class Reader(nn.Module):
    """What the run time needs of a window of one text."""

    def __init__(self, joint):
        super().__init__()
        self.joint = joint

    def forward(self, ids, first, last, shapes):
        xpos, upos, feats, start, arcs, ld, lh, name = self.joint(ids, None, first, last, shapes)
        return (
            xpos[0].argmax(-1),
            upos[0].argmax(-1),
            feats[0].argmax(-1),
            start[0, :, 1] - start[0, :, 0],
            arcs[0],
            ld[0],
            lh[0],
            torch.log_softmax(name[0], -1),
        )


class Labels(nn.Module):
    def __init__(self, joint):
        super().__init__()
        n, i, j = joint.lab_weight.shape
        self.project = nn.Linear(i - 1, n * j)
        w = joint.lab_weight.permute(0, 2, 1).reshape(n * j, i)
        self.project.weight.data, self.project.bias.data = (
            w[:, : i - 1].contiguous(),
            w[:, i - 1].contiguous(),
        )
        self.n, self.j = n, j

    def forward(self, ld, lh):
        p = self.project(ld).view(-1, self.n, self.j)
        return ((p[..., : self.j - 1] * lh[:, None, :]).sum(-1) + p[..., self.j - 1]).argmax(-1)


ids = torch.randint(0, 1000, (1, 33))
f = torch.randint(0, 30, (1, 20))
inputs = ["ids", "first", "last", "shapes"]
outputs = ["xpos", "upos", "feats", "start", "arcs", "ld", "lh", "name"]
tmp = Path(tempfile.mkdtemp())
torch.onnx.export(
    Reader(model),
    (ids, f, f, f % 12),
    str(tmp / "reader.onnx"),
    input_names=inputs,
    output_names=outputs,
    dynamo=False,
    opset_version=17,
    dynamic_axes={
        "ids": {1: "n"},
        "first": {1: "w"},
        "last": {1: "w"},
        "shapes": {1: "w"},
        **{o: {0: "w"} for o in outputs},
    },
)
torch.onnx.export(
    Labels(model),
    (torch.randn(5, Joint.LAB), torch.randn(5, Joint.LAB)),
    str(tmp / "labels.onnx"),
    input_names=["ld", "lh"],
    output_names=["label"],
    dynamo=False,
    opset_version=17,
    dynamic_axes={"ld": {0: "m"}, "lh": {0: "m"}, "label": {0: "m"}},
)
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

opts = FusionOptions("bert")
opts.enable_attention = False
opts.enable_embed_layer_norm = False
try:
    m = optimize_model(
        str(tmp / "reader.onnx"),
        model_type="bert",
        num_heads=12,
        hidden_size=384,
        optimization_options=opts,
        opt_level=0,
    )
    m.save_model_to_file(str(tmp / "reader.onnx"))
except Exception as e:
    print("not fused:", e)
(out / "float").mkdir(exist_ok=True)
for name in ("reader", "labels"):
    shutil.copy(tmp / f"{name}.onnx", out / "float" / f"{name}.onnx")
    quantize_dynamic(
        str(tmp / f"{name}.onnx"),
        str(out / f"{name}.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
(out / "vocab.json").write_text(json.dumps(vocab))
shutil.copy(Path(a.base) / "vocab.txt", out / "wordpieces.txt")
for f in sorted(out.rglob("*")):
    print(f, f.stat().st_size)

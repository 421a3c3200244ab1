"""A checkpoint → the files that the pipeline loads: ONNX, int8 and (for comparison) float.

python training/export.py --run RUN --checkpoint final.pt --base MODEL_FOLDER --out FOLDER
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from network import Joint
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import nn

INPUTS = ["ids", "first", "last", "shapes"]
OUTPUTS = ["xpos", "upos", "feats", "start", "arcs", "ld", "lh", "name"]
OPSET = 17


class Reader(nn.Module):
    """What the run time needs of one window of one text; a batch of one, so that neighbours can't matter."""

    def __init__(self, joint: Joint) -> None:
        super().__init__()
        self.joint = joint

    def forward(self, ids, first, last, shapes):
        xpos, upos, feats, start, arcs, ld, lh, name = self.joint(ids, None, first, last, shapes)
        tags = (t[0].argmax(-1) for t in (xpos, upos, feats))
        return (*tags, start[0, :, 1] - start[0, :, 0], arcs[0], ld[0], lh[0], torch.log_softmax(name[0], -1))


class Labels(nn.Module):
    """The label of each chosen arc: the biaffine form as one linear map and a sum."""

    def __init__(self, joint: Joint) -> None:
        super().__init__()
        self.count, size, self.width = joint.lab_weight.shape
        self.project = nn.Linear(size - 1, self.count * self.width)
        weight = joint.lab_weight.permute(0, 2, 1).reshape(self.count * self.width, size)
        self.project.weight.data = weight[:, : size - 1].contiguous()
        self.project.bias.data = weight[:, size - 1].contiguous()

    def forward(self, ld, lh):
        p = self.project(ld).view(-1, self.count, self.width)
        return ((p[..., : self.width - 1] * lh[:, None, :]).sum(-1) + p[..., self.width - 1]).argmax(-1)


def write_float(model: Joint, folder: Path) -> None:
    """Write reader.onnx and labels.onnx."""
    ids, words = torch.randint(0, 1000, (1, 33)), torch.randint(0, 30, (1, 20))
    axes = {"ids": {1: "n"}, **{i: {1: "w"} for i in INPUTS[1:]}, **{o: {0: "w"} for o in OUTPUTS}}
    torch.onnx.export(
        Reader(model), (ids, words, words, words % 12), str(folder / "reader.onnx"), input_names=INPUTS,
        output_names=OUTPUTS, dynamo=False, opset_version=OPSET, dynamic_axes=axes,
    )  # fmt: skip
    vectors = torch.randn(5, Joint.LAB)
    torch.onnx.export(
        Labels(model), (vectors, vectors), str(folder / "labels.onnx"), input_names=["ld", "lh"],
        output_names=["label"], dynamo=False, opset_version=OPSET,
        dynamic_axes={"ld": {0: "m"}, "lh": {0: "m"}, "label": {0: "m"}},
    )  # fmt: skip
    options = FusionOptions("bert")
    for fusion in ("attention", "embed_layer_norm", "skip_layer_norm"):
        setattr(options, f"enable_{fusion}", False)  # slower here than the plain nodes
    fused = optimize_model(
        str(folder / "reader.onnx"), model_type="bert", num_heads=12, hidden_size=384,
        optimization_options=options, opt_level=0,
    )  # fmt: skip
    fused.save_model_to_file(str(folder / "reader.onnx"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--checkpoint", default="final.pt")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    vocab = json.loads((a.run / "vocab.json").read_text())
    model = Joint({n: len(v) for n, v in vocab.items()})
    model.load_state_dict(torch.load(a.run / a.checkpoint, map_location="cpu")["ema"], strict=True)
    model.eval()
    full = a.out / "float"
    full.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        write_float(model, Path(temporary))
        for name in ("reader.onnx", "labels.onnx"):
            shutil.copy(Path(temporary) / name, full / name)
            quantize_dynamic(
                str(full / name), str(a.out / name), weight_type=QuantType.QInt8, per_channel=True,
                op_types_to_quantize=["MatMul", "Gather", "Gemm"],
                extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
            )  # fmt: skip
    for folder in (a.out, full):
        (folder / "vocab.json").write_text(json.dumps(vocab))
        shutil.copy(a.base / "vocab.txt", folder / "wordpieces.txt")


if __name__ == "__main__":
    main()

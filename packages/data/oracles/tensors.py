"""safetensors files of others with a sha256 in their metadata, and what safetensors says of files that must not be written.

python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python tensors.py

It also reads a file that encodeSafetensors writes, by Node.
"""

import base64
import hashlib
import json
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import safetensors
import safetensors.numpy


def packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


weights = {"w": np.array([[1, 2], [3, -4.5]], np.float32), "b": np.array([7], np.int32)}
of_data = hashlib.sha256(b"".join(value.tobytes() for value in weights.values())).hexdigest()
foreign = [
    ("a digest of the values alone", {"sha256": of_data, "format": "pt"}),
    ("a digest of some other file", {"sha256": hashlib.sha256(b"model.bin").hexdigest()}),
    ("a digest in capital letters", {"sha256": of_data.upper()}),
    ("a digest with its kind", {"sha256": f"sha256:{of_data}"}),
    ("a text that is not a digest", {"sha256": "see the model card"}),
    ("an empty text", {"sha256": ""}),
    ("no digest", {"format": "pt"}),
    ("no metadata", None),
]


def naive(tensors: dict[str, tuple[str, list, bytes]], metadata=None) -> bytes:
    """What a writer makes that checks nothing."""
    header, data = {} if metadata is None else {"__metadata__": metadata}, b""
    for name, (dtype, shape, content) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


two = struct.pack("<2f", 1, 2)
wrong = [
    ("more numbers than the shape has", naive({"w": ("F32", [1], two)})),
    ("fewer numbers than the shape has", naive({"w": ("F32", [3], two)})),
    ("float64 numbers as float32", naive({"w": ("F32", [2], struct.pack("<2d", 1, 2))})),
    ("an unknown dtype", naive({"w": (None, [2], two)})),
    ("a shape with a fraction", naive({"w": ("F32", [0.5], two)})),
    ("a negative shape", naive({"w": ("F32", [-2], two)})),
    ("a shape that is a number", naive({"w": ("F32", 2, two)})),
    ("a tensor named __metadata__", naive({"__metadata__": ("F32", [2], two)})),
    ("a number in the metadata", naive({"w": ("F32", [2], two)}, {"step": 5})),
    ("null in the metadata", naive({"w": ("F32", [2], two)}, {"step": None})),
    ("a record in the metadata", naive({"w": ("F32", [2], two)}, {"about": {"a": "b"}})),
    ("a list as metadata", naive({"w": ("F32", [2], two)}, ["a"])),
    ("half a character in a name", naive({"\ud800": ("F32", [2], two)})),
    ("half a character in the metadata", naive({"w": ("F32", [2], two)}, {"a": "\udc00"})),
]


def said(file: bytes) -> str | None:
    try:
        safetensors.numpy.load(file)
    except Exception as error:  # noqa: BLE001 -- whatever it says
        return str(error).splitlines()[0]
    return None


write = """
import { encodeSafetensors } from "./src/index.ts";
const tensors = new Map([
  ["w", { dtype: "float32", shape: [2, 2], data: Float32Array.of(1, 2, 3, -4.5) }],
  ["b", { dtype: "int32", shape: [1], data: Int32Array.of(7) }],
  ["d", { dtype: "float64", shape: [], data: Float64Array.of(-0.1) }],
  ["m", { dtype: "bool", shape: [3], data: Uint8Array.of(0, 1, 1) }],
  ["e", { dtype: "float32", shape: [0, 4], data: new Float32Array() }],
  ["漢.字", { dtype: "int32", shape: [1], data: Int32Array.of(-1) }],
]);
process.stdout.write(await encodeSafetensors({ tensors, metadata: { step: "5", "说明": "\\"x\\"" } }));
"""
ours = subprocess.run(
    ["node", "--conditions=@downhill/source", "--import", "tsx", "--input-type=module", "--eval", write],
    cwd=Path(__file__).parent.parent, check=True, capture_output=True,
).stdout  # fmt: skip
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "ours.safetensors")
    path.write_bytes(ours)
    with safetensors.safe_open(path, "np") as opened:
        theirs = {name: opened.get_tensor(name) for name in opened.keys()}
        about = dict(sorted(opened.metadata().items()))

document = {
    "source": {"safetensors": safetensors.__version__},
    "values": {name: value.reshape(-1).tolist() for name, value in weights.items()},
    "foreign": [
        {"name": name, "file": packed(safetensors.numpy.save(weights, about)), "metadata": about or {}}
        for name, about in foreign
    ],
    "ours": {
        "file": packed(ours),
        "tensors": {
            name: {"dtype": str(v.dtype), "shape": list(v.shape), "data": v.reshape(-1).tolist()} for name, v in theirs.items()
        },
        "metadata": about,
    },
    "wrong": [{"name": name, "said": said(file)} for name, file in wrong],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(document, indent=1) + "\n")

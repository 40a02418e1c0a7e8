"""Files as SciPy and safetensors write them, and what they read back; the readers' tests compare.

python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python readers.py
"""

import base64
import csv
import io
import json
import wave
from pathlib import Path

import ml_dtypes
import numpy as np
import safetensors
import safetensors.numpy
import scipy
from scipy.io import wavfile

random = np.random.default_rng(7)


def packed(content: bytes) -> str:
    return base64.b64encode(content).decode()


def sound(name: str, samples: np.ndarray, full: float, silence: float = 0) -> dict:
    file = io.BytesIO()
    wavfile.write(file, 8000, samples)
    rate, again = wavfile.read(io.BytesIO(file.getvalue()))
    values = (again.astype(np.float64) - silence) / full
    return {
        "name": name,
        "file": packed(file.getvalue()),
        "sampleRate": rate,
        "shape": [*values.shape, 1][:2],
        "data": values.reshape(-1).tolist(),
    }


def sound24() -> dict:
    """SciPy reads 24 bits as the upper ones of 32; the standard library writes them."""
    samples = random.integers(-(2**23), 2**23, (7, 2))
    samples[0] = [-(2**23), 2**23 - 1]
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(2)
        writer.setsampwidth(3)
        writer.setframerate(44100)
        writer.writeframes(b"".join(int(s).to_bytes(3, "little", signed=True) for s in samples.reshape(-1)))
    rate, again = wavfile.read(io.BytesIO(file.getvalue()))
    return {
        "name": "PCM of 24 bits",
        "file": packed(file.getvalue()),
        "sampleRate": rate,
        "shape": list(again.shape),
        "data": (again.astype(np.float64) / 2**31).reshape(-1).tolist(),
    }


sounds = [
    sound("PCM of 8 bits", random.integers(0, 256, 9).astype(np.uint8), 2**7, 128),
    sound("PCM of 16 bits, three channels", random.integers(-(2**15), 2**15, (5, 3)).astype(np.int16), 2**15),
    sound24(),
    sound("PCM of 32 bits", random.integers(-(2**31), 2**31, (6, 1)).astype(np.int32), 2**31),
    sound("floats of 32 bits", random.standard_normal((4, 2)).astype(np.float32), 1),
    sound("floats of 64 bits", random.standard_normal(5), 1),
]

tensors = {
    "f64": random.standard_normal((2, 3)),
    "f32": random.standard_normal(4).astype(np.float32),
    "f16": np.array([0, -0.0, 1, -2.5, 65504, 6e-8, 0.1, 1e-4], np.float16),
    "bf16": np.array([0, 1, -2.5, 3e38, 1e-40, 0.1], np.float32).astype(ml_dtypes.bfloat16),
    "i64": np.array([[-(2**31), 2**31 - 1, 7]]),
    "i32": np.array([-5, 6], np.int32),
    "i16": np.array([-300, 300], np.int16),
    "i8": np.array([-128, 127], np.int8),
    "u64": np.array([2**31 - 1], np.uint64),
    "u32": np.array([9], np.uint32),
    "u16": np.array([65535], np.uint16),
    "u8": np.array([255], np.uint8),
    "bool": np.array([[True], [False]]),
    "scalar": np.array(3.5, np.float32),
    "empty": np.zeros((0, 4), np.float32),
}
file = safetensors.numpy.save(tensors, {"format": "pt"})

rows = [
    ["plain", "with, comma", 'with "quotes"', "on two\nlines", "漢字", "", " spaces "],
    ["1", "2.5", "-3e-2", ".5", "+4.", "0x10", "1e999"],
]
text = io.StringIO()
csv.writer(text, lineterminator="\r\n").writerows([list("abcdefg"), *rows])

document = {
    "source": {
        "numpy": np.__version__,
        "safetensors": safetensors.__version__,
        "scipy": scipy.__version__,
    },
    "wav": sounds,
    "safetensors": {
        "file": packed(file),
        "metadata": {"format": "pt"},
        "tensors": {
            name: {"shape": list(values.shape), "data": values.astype(np.float64).reshape(-1).tolist()}
            for name, values in tensors.items()
        },
    },
    "csv": {"file": packed(text.getvalue().encode()), "rows": rows},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")

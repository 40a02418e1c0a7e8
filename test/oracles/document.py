"""One oracle file: its provenance, its layout on disk, and the proof that it reads back as written."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
WIDTH = 240


def library(name, **more):
    """A library as a provenance entry, its version without the build's suffix."""
    return {"library": name, "version": version(name).split("+")[0], **more}


def one_digit(difference):
    """A difference with one significant digit, so that another machine's last bits do not change the file."""
    return float(f"{difference:.0e}")


def plain(value):
    """Arrays as nested lists of numbers; negative zero as zero, which JSON readers treat differently."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    return value + 0.0 if isinstance(value, float) else value


def layout(value, indent=""):
    """JSON with one line for whatever fits in it: a step of a trajectory is one line of a diff."""
    line = json.dumps(value, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
    if len(line) <= WIDTH or not isinstance(value, (dict, list)):
        return line
    inner = indent + " "
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {layout(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(inner + item for item in items) + "\n" + indent + "}"
    return "[\n" + ",\n".join(inner + layout(item, inner) for item in value) + "\n" + indent + "]"


def file_of(name):
    """The data file of an export: `momentumClassical` is `momentum-classical.json`."""
    return FOLDER / (re.sub(r"(?<=[a-z0-9])[A-Z]", lambda letter: "-" + letter[0].lower(), name) + ".json")


def write(name, document):
    """Writes the data file of `name`, reads it back, and returns its size in bytes."""
    path, document = file_of(name), plain(document)
    path.write_text(layout(document) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == document, f"{path.name} does not read back as written"
    return path.stat().st_size

"""WAV files that are not by the book, and what Python's wave, SciPy and libsndfile read in them.

python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python sounds.py
"""

import base64
import io
import json
import struct
import warnings
import wave
from pathlib import Path

import numpy as np
import scipy
import soundfile
from scipy.io import wavfile

warnings.simplefilter("ignore")

OPEN = 0xFFFFFFFF
GUID = bytes.fromhex("000000001000800000aa00389b71")
words = struct.pack("<6h", 1, -2, 300, -32768, 32767, 5)
octets = bytes([0, 128, 255])
info = b"INFOISFT\x04\0\0\0ours"


def chunk(name: str, content: bytes, size: int | None = None, pad: bytes | None = None) -> bytes:
    pad = b"\0" * (len(content) % 2) if pad is None else pad
    return name.encode() + struct.pack("<I", len(content) if size is None else size) + content + pad


def riff(*chunks: bytes, size: int | None = None, more: bytes = b"") -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) if size is None else size) + body + more


def form(tag=1, channels=1, bits=16, frame=None, more=b"") -> bytes:
    frame = frame or channels * bits // 8
    return chunk("fmt ", struct.pack("<HHIIHH", tag, channels, 8000, 8000 * frame, frame, bits) + more)


def extended(tag: int, bits: int, valid: int, channels=1, guid=GUID) -> bytes:
    more = struct.pack("<HHI", 22, valid, 4) + struct.pack("<H", tag) + guid
    return form(0xFFFE, channels, bits, more=more)


data = chunk("data", words)
eight = form(bits=8)
plain = riff(form(), data)
# name, file, and what the sound is where the libraries do not agree.
files: list[tuple] = [
    ("plain", plain),
    ("streamed: FFFFFFFF and FFFFFFFF", riff(form(), chunk("data", words, OPEN), size=OPEN)),
    ("streamed: 0 and 0", riff(form(), chunk("data", words, 0), size=0)),
    ("streamed: FFFFFFFF and 0", riff(form(), chunk("data", words, 0), size=OPEN)),
    ("streamed: 0 and FFFFFFFF", riff(form(), chunk("data", words, OPEN), size=0)),
    ("streamed: the sound alone is FFFFFFFF", riff(form(), chunk("data", words, OPEN))),
    ("streamed: as sox writes it", riff(form(), chunk("data", words, 0x7FFFF000), size=0x7FFFF024)),
    ("streamed: as arecord writes it", riff(form(), chunk("data", words, 0x80000000), size=0x80000024)),
    ("streamed: 2 GiB less one", riff(form(), chunk("data", words, 0x7FFFFFFF - 36), size=0x7FFFFFFF)),
    ("streamed: a list before the sound, as ffmpeg writes it",
     riff(form(), chunk("LIST", info), chunk("data", words, OPEN), size=OPEN)),
    ("streamed: two channels", riff(form(channels=2), chunk("data", words, OPEN), size=OPEN)),
    ("streamed: the last frame is not whole",
     riff(form(channels=2), chunk("data", words[:10], OPEN), size=OPEN)),
    ("streamed: an odd number of bytes", riff(eight, chunk("data", octets, OPEN, b""), size=OPEN)),
    ("streamed: floats", riff(form(3, bits=32), chunk("data", struct.pack("<2f", 0.5, -2.25), OPEN), size=OPEN)),
    ("streamed: extensible", riff(extended(1, 16, 16), chunk("data", words, OPEN), size=OPEN)),
    ("streamed: nothing yet", riff(form(), chunk("data", b"", 0), size=0)),
    ("the file's size is FFFFFFFF, the sound's is right", riff(form(), data, size=OPEN)),
    ("the file's size is 0, the sound's is right", riff(form(), data, size=0)),
    ("the file's size is FFFFFFFF, a list behind the sound", riff(form(), data, chunk("LIST", info), size=OPEN)),
    ("odd: padded", riff(eight, chunk("data", octets))),
    ("odd: not padded", riff(eight, chunk("data", octets, pad=b""))),
    ("odd: padded, and the file's size leaves the padding out", riff(eight, chunk("data", octets, pad=b""), more=b"\0")),
    ("odd: not padded, and the file's size has the padding", riff(eight, chunk("data", octets, pad=b""), size=40)),
    ("odd: padded, a list behind", riff(eight, chunk("data", octets), chunk("LIST", info))),
    ("odd: not padded, a list behind", riff(eight, chunk("data", octets, pad=b""), chunk("LIST", info))),
    ("odd: an unknown chunk, padded", riff(form(), chunk("note", b"abc"), data)),
    ("odd: an unknown chunk, not padded", riff(form(), chunk("note", b"abc", pad=b""), data)),
    ("odd: an unknown chunk before the format, not padded", riff(chunk("note", b"abc", pad=b""), form(), data)),
    ("the file's size is one too large", riff(form(), data, size=len(plain) - 8 + 1)),
    ("the file's size is one too small", riff(form(), data, size=len(plain) - 8 - 1)),
    ("the file's size counts its own header", riff(form(), data, size=len(plain))),
    ("the file's size is much too small", riff(form(), data, size=20)),
    ("behind the end: zeros", riff(form(), data, more=b"\0" * 5)),
    ("behind the end: a sector of zeros", riff(form(), data, more=b"\0" * 512)),
    ("behind the end: a text", riff(form(), data, more=b"TAG a title, and more of it")),
    ("behind the end: one byte", riff(form(), data, more=b"\x07")),
    ("behind the sound: zeros that the file's size counts", riff(form(), data, b"\0" * 16)),
    ("behind the sound: a list", riff(form(), data, chunk("LIST", info))),
    ("behind the sound: a list cut short", riff(form(), data, chunk("LIST", info, 400))),
    ("behind the sound: an unknown chunk of no bytes", riff(form(), data, chunk("junk", b""))),
    ("before: unknown chunks", riff(chunk("bext", b"x" * 602), chunk("junk", b"y" * 3), form(), data)),
    ("between: fact and an empty chunk", riff(form(), chunk("fact", struct.pack("<I", 6)), chunk("junk", b""), data)),
    ("between: a chunk with data in its content", riff(form(), chunk("junk", b"data\x04\0\0\0"), data)),
    ("a format of 18 bytes", riff(form(more=b"\0\0"), data)),
    ("extensible: 16 bits", riff(extended(1, 16, 16), data)),
    ("extensible: 8 bits, odd", riff(extended(1, 8, 8), chunk("data", octets))),
    ("extensible: 20 bits in 24", riff(extended(1, 24, 20), chunk("data", bytes([0x10, 0, 0x40, 0xF0, 0xFF, 0xBF])))),
    ("extensible: 32 bits", riff(extended(1, 32, 32), chunk("data", struct.pack("<2i", 2**30, -(2**31))))),
    ("extensible: floats of 32 bits", riff(extended(3, 32, 32), chunk("data", struct.pack("<2f", 0.5, -0.25)))),
    ("extensible: floats of 64 bits", riff(extended(3, 64, 64), chunk("data", struct.pack("<2d", 0.5, -0.25)))),
    ("extensible: six channels", riff(extended(1, 16, 16, 6), data)),
    ("extensible: ambisonic",
     riff(extended(1, 16, 16, guid=bytes.fromhex("00002107d3118644c8c1ca000000")), data)),
    ("12 bits in 16", riff(form(bits=12, frame=2), data)),
    ("no sample", riff(form(), chunk("data", b""))),
]  # fmt: skip

refused: list[tuple[str, bytes]] = [
    ("the sound cut short", plain[:-3]),
    ("a streamed file without its sound", riff(form(), size=OPEN)),
    ("the sound is declared empty, but bytes follow", riff(form(), chunk("data", words, 0))),
    ("the sound's size is too small", riff(form(), chunk("data", words, 8))),
    ("the sound's size is too large", riff(form(), chunk("data", words, 14))),
    ("half a frame", riff(form(), chunk("data", words[:-1]))),
    ("a second sound inside", riff(form(), data, data)),
    ("a second file behind", plain + plain),
    ("RF64", b"RF64" + struct.pack("<I", OPEN) + b"WAVE" + chunk("ds64", struct.pack("<QQQI", 76, 12, 6, 0)) + form() + data),
    ("RIFX", b"RIFX" + plain[4:]),
    ("mu-law", riff(form(7, bits=8), chunk("data", octets))),
    ("extensible without its name", riff(form(0xFFFE, more=b"\0\0"), data)),
    ("floats of 24 bits", riff(form(3, bits=24), chunk("data", words))),
]  # fmt: skip


def by_wave(file: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(file)) as reader:
        content, width = reader.readframes(reader.getnframes()), reader.getsampwidth()
    if width == 1:
        return np.frombuffer(content, np.uint8) / 2.0**7 - 1
    if width == 3:
        raise wave.Error("24 bits are left to the others")
    return np.frombuffer(content, f"<i{width}") / 2.0 ** (8 * width - 1)


def by_scipy(file: bytes) -> np.ndarray:
    _, samples = wavfile.read(io.BytesIO(file))
    full = {np.dtype(np.uint8): 2**7, np.dtype(np.int16): 2**15, np.dtype(np.int32): 2**31}.get(samples.dtype, 1)
    return (samples.astype(np.float64) / full - (samples.dtype == np.uint8)).reshape(-1)


def by_sndfile(file: bytes) -> np.ndarray:
    return soundfile.read(io.BytesIO(file), dtype="float64")[0].reshape(-1)


def answers(file: bytes) -> dict:
    found = {}
    for name, read in [("wave", by_wave), ("scipy", by_scipy), ("sndfile", by_sndfile)]:
        try:
            found[name] = read(file).tolist()
        except Exception as error:  # noqa: BLE001 -- whatever a library says of a file that it cannot read
            found[name] = type(error).__name__
    return found


document = {
    "source": {"scipy": scipy.__version__, "soundfile": soundfile.__version__, "libsndfile": soundfile.__libsndfile_version__},
    "files": [{"name": n, "file": base64.b64encode(f).decode(), "answers": answers(f)} for n, f in files],
    "refused": [{"name": n, "file": base64.b64encode(f).decode(), "answers": answers(f)} for n, f in refused],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(document, indent=1) + "\n")

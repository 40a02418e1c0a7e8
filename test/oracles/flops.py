"""Arithmetic operations of products and convolutions, and of their gradients, as torch.utils.flop_counter counts them.

No second library counts them, so `generate.py` leaves this file alone: run it by itself.
"""

import torch
from torch.utils.flop_counter import FlopCounterMode

from document import library, write


def counted(fn, *shapes):
    """Operations of the function, and of the gradients of all its inputs."""
    inputs = [torch.zeros(shape, requires_grad=True) for shape in shapes]
    with FlopCounterMode(display=False) as forward:
        y = fn(*inputs)
    with FlopCounterMode(display=False) as backward:
        y.backward(torch.ones_like(y))
    return {"forward": forward.get_total_flops(), "backward": backward.get_total_flops()}


def matmul(a, b):
    return {"name": "matmul", "shapes": [a, b], **counted(torch.matmul, a, b)}


def conv2d(x, filter, strides, padding):
    """Shapes as in Downhill: images end in channels, filters in channels in and out."""
    (batch, height, width, channels), (rows, columns, ins, outs) = x, filter
    torch_shapes = [batch, channels, height, width], [outs, ins, rows, columns]
    options = {"strides": strides, "padding": padding}
    operations = counted(lambda x, w: torch.nn.functional.conv2d(x, w, stride=strides, padding=padding), *torch_shapes)
    return {"name": "conv2d", "shapes": [x, filter], **options, **operations}


cases = [
    matmul([64, 784], [784, 256]),
    matmul([3, 5], [5, 1]),
    matmul([4, 2, 7, 3], [4, 2, 3, 5]),
    conv2d([2, 8, 8, 3], [3, 3, 3, 16], [1, 1], [0, 0]),
    conv2d([2, 9, 7, 4], [3, 2, 4, 5], [2, 1], [1, 0]),
    conv2d([1, 12, 12, 1], [5, 5, 1, 6], [3, 3], [2, 2]),
]
write("flops", {"source": library("torch"), "cases": cases})

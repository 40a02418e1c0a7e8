"""PyTorch's fused Adam on the CPU: for each line on stdin, `threads steps`, takes steps and prints each one's ms."""

import sys
import time

import torch

params = torch.zeros(int(sys.argv[1]), requires_grad=True)
params.grad = torch.randn(params.shape)
optimizer = torch.optim.Adam([params], lr=1e-3, fused=True)
optimizer.step()
print("PyTorch", torch.__version__, flush=True)
for line in sys.stdin:
    threads, steps = map(int, line.split())
    torch.set_num_threads(threads)
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        optimizer.step()
        times.append((time.perf_counter() - start) * 1e3)
    print(*times, flush=True)

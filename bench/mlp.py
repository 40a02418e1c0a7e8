"""The same step in PyTorch, for bench/compiled.ts: an MLP 784-256-10 with fused Adam.

Prints the version; then for each line on stdin, a number of steps, the milliseconds that each took.
"""

import sys
import time

import torch

torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(784, 256), torch.nn.ReLU(), torch.nn.Linear(256, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
x, y = torch.rand(64, 784), torch.arange(64) % 10
print(torch.__version__, flush=True)
for line in sys.stdin:
    times = []
    for _ in range(int(line)):
        start = time.perf_counter()
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
        times.append((time.perf_counter() - start) * 1000)
    print(*times, flush=True)

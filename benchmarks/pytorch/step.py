#!/usr/bin/env python3
"""The same training step and inference pass in PyTorch, for comparison.

step.py step FEATURES CROP BATCH STEPS [--threads N] [--json]
step.py infer FEATURES SIDE PASSES [--threads N] [--json]

The network, loss and optimizer are those of docs/method.md, written here from that description.
"""
import argparse
import json
import math
import resource
import statistics
import time

import torch
from torch import nn


def block(channels_in, channels_out):
    layers = []
    for i, side in enumerate((3, 1, 1, 3)):
        layers += [nn.Conv2d(channels_in if i == 0 else channels_out, channels_out, side), nn.ReLU(inplace=True)]
    return nn.Sequential(*layers)


class MiniUNet(nn.Module):
    def __init__(self, features, head=64):
        super().__init__()
        self.down = block(1, features)
        self.pool = nn.MaxPool2d(2)
        self.bottom = block(features, 3 * features)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.decode = block(4 * features, head)
        self.head = nn.Sequential(nn.Conv2d(head, head, 1), nn.ReLU(inplace=True), nn.Conv2d(head, 2, 1))

    def forward(self, x):
        skip = self.down(x)
        small = self.up(self.bottom(self.pool(skip)))
        cut = (skip.shape[-1] - small.shape[-1]) // 2
        skip = skip[..., cut:-cut, cut:-cut]
        return self.head(self.decode(torch.cat([skip, small], 1)))


def pairs(side, batch, kappa=10, density=0.1):
    anchors = int(density * (side - 2 * kappa) ** 2)
    references = int(density * math.pi * kappa ** 2)
    a = torch.randint(kappa, side - kappa, (batch, anchors, 1, 2)).expand(-1, -1, references, -1)
    angle = torch.rand(batch, anchors, references) * 2 * math.pi
    radius = kappa * torch.rand(batch, anchors, references).sqrt() * 0.99
    r = a + torch.stack([(radius * angle.cos()).round(), (radius * angle.sin()).round()], -1).long()
    return a.reshape(batch, -1, 2), r.reshape(batch, -1, 2)


def select(output, points):
    batch, _, _, width = output.shape
    index = points[..., 1] * width + points[..., 0]
    flat = output.flatten(2)
    return torch.stack([flat[b][:, index[b]].T for b in range(batch)]) + points


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["step", "infer"])
    parser.add_argument("numbers", type=int, nargs="+")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    what, (features, side, third) = arguments.what, arguments.numbers[:3]
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    net = MiniUNet(features)
    times = []
    if what == "step":
        optimizer = torch.optim.Adam(net.parameters(), lr=4e-5, weight_decay=0.01)
        for _ in range(arguments.numbers[3]):
            raw = torch.rand(third, 1, side, side)
            a, r = pairs(side - 16, third)
            start = time.perf_counter()
            optimizer.zero_grad(set_to_none=True)
            output = net(raw)
            ea, er = select(output, a), select(output, r).detach()
            square = ((ea - er) ** 2).sum(-1)
            loss = (1 - torch.exp(-square / 10)).sum() + 1e-5 * ea.norm(2, dim=-1).sum()
            loss.backward()
            optimizer.step()
            times.append(time.perf_counter() - start)
    else:
        raw = torch.rand(1, 1, side + 16, side + 16)
        with torch.no_grad():
            for _ in range(third):
                noisy = torch.where(torch.rand_like(raw) <= 0.01, torch.full_like(raw, 0.5), raw)
                start = time.perf_counter()
                net(noisy)
                times.append(time.perf_counter() - start)
    # The first runs are spent on choosing kernels and on fresh memory.
    median = statistics.median(times[min(2, len(times) - 1):])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if arguments.json:
        print(json.dumps({"seconds": median, "peakMemoryBytes": peak}))
    else:
        print(f"{what} features {features} side {side}: median {median:.4f} s, peak memory {peak / 1e6:.0f} MB")


main()

"""Writes the checkpoints that PyTorchCheckpointTests reads: python3 make_checkpoints.py FOLDER.

training.pth  what the reference implementation saves while it trains: weights, optimizer state, history. Values are computed.
parallel.pth  a plain state dictionary of data-parallel training, with every element type and with views that are not contiguous.
"""
import sys
from collections import OrderedDict
from pathlib import Path

import torch

SHAPES = OrderedDict([
    ("backbone.l_conv.0.conv_pass.0.weight", (3, 2, 3, 3)),
    ("backbone.l_conv.0.conv_pass.0.bias", (3,)),
    ("head.0.weight", (4, 3, 1, 1)),
    ("head.0.bias", (4,)),
])


def computed(tensor_number, shape):
    count = torch.Size(shape).numel()
    return (((torch.arange(count) * 7 + tensor_number * 13) % 31).float() / 16 - 1).reshape(shape)


def training():
    state = OrderedDict((name, computed(k, shape)) for k, (name, shape) in enumerate(SHAPES.items()))
    state._metadata = OrderedDict([("", {"version": 1})])
    parameters = [torch.nn.Parameter(value.clone()) for value in state.values()]
    optimizer = torch.optim.Adam(parameters, lr=4e-5, weight_decay=0.01)
    sum((p * p).sum() for p in parameters).backward()
    optimizer.step()
    return {
        "iteration": 70000,
        "lowest_loss": 1e6,
        "model_state_dict": state,
        "optim_state_dict": optimizer.state_dict(),
        "logger_data": {"loss": [3.5, 2.25], "oce_loss": [3.0, 2.0]},
    }


def parallel():
    base = computed(0, (4, 6))
    return OrderedDict([
        ("module.transposed", base.t()),
        ("module.inner", base[1:3, 2:5]),
        ("module.every_other", base[:, ::2]),
        ("module.half", computed(1, (5,)).half()),
        ("module.bfloat16", computed(2, (5,)).bfloat16()),
        ("module.double", computed(3, (5,)).double()),
        ("module.number", torch.tensor(0.5)),
        ("module.parameter", torch.nn.Parameter(computed(4, (2, 2)))),
        ("module.counter", torch.tensor(1 << 40)),
        ("module.flags", torch.tensor([True, False])),
    ])


folder = Path(sys.argv[1])
torch.save(training(), folder / "training.pth")
torch.save(parallel(), folder / "parallel.pth")

"""Prints the tensors of a safetensors file as JSON, with Python's standard library alone: python3 read_safetensors.py FILE."""
import json
import struct
import sys

with open(sys.argv[1], "rb") as file:
    (length,) = struct.unpack("<Q", file.read(8))
    header = json.loads(file.read(length))
    data = file.read()

metadata = header.pop("__metadata__", {})
tensors = {}
for name, entry in header.items():
    begin, end = entry["data_offsets"]
    assert entry["dtype"] == "F32"
    tensors[name] = {"shape": entry["shape"], "values": struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])}
print(json.dumps({"metadata": metadata, "tensors": tensors}))

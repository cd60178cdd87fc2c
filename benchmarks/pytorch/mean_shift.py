#!/usr/bin/env python3
"""Cluster centres by scikit-learn's mean-shift, for comparison.

mean_shift.py POINTS BANDWIDTH CENTRES
POINTS and CENTRES are files of 64-bit floats, x and y of each point.
"""
import json
import sys
import time

import numpy as np
from sklearn.cluster import MeanShift

points = np.fromfile(sys.argv[1]).reshape(-1, 2)
start = time.perf_counter()
found = MeanShift(bandwidth=float(sys.argv[2]), bin_seeding=False, cluster_all=False).fit(points)
seconds = time.perf_counter() - start
np.ascontiguousarray(found.cluster_centers_).tofile(sys.argv[3])
print(json.dumps({"seconds": seconds, "centres": len(found.cluster_centers_)}))

#!/usr/bin/env python3
"""How the time of a guided run grows: org.guidecheck.bench.GuidedRun with points, steps, dimension and components varied one at
a time, and the exponents of the powers that fit best; and its memory, for few steps and many, and for a million points.

Writes JSON, and a plot beside it where matplotlib is there. Needs NumPy and `mvn -q -Pbench test-compile` before.

usage: scaling.py OUT.json
"""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np

from compare import class_path

BASE = {'points': 16384, 'dimension': 16, 'components': 32, 'steps': 50}
VARIED = {
    'points': [1024, 4096, 16384, 65536, 262144, 1048576],
    'steps': [10, 30, 100, 300, 1000],
    'dimension': [1, 4, 16, 64, 256, 784],
    'components': [2, 8, 32, 128, 512, 2000],
}
# Below this many points, and so few numbers in a point and components, what is done once for each of them is seen, too.
LEAST = {'points': 10_000, 'steps': 10, 'dimension': 16, 'components': 128}
VECTORS = '--add-modules=jdk.incubator.vector'


def command(size, repetitions, *options):
    numbers = [str(size[name]) for name in ('points', 'dimension', 'components', 'steps')]
    return ['java', VECTORS, *options, '-cp', class_path(), 'org.guidecheck.bench.GuidedRun', 'fused', *numbers, str(repetitions)]


def seconds(size):
    result = subprocess.run(command(size, 3), capture_output=True, text=True, check=True)
    return float(np.median(json.loads(result.stdout.strip().splitlines()[-1])['seconds']))


def mebibytes(size):
    """The most that the process had in memory at once."""
    result = subprocess.run(['/usr/bin/time', '-v', *command(size, 1, '-Xmx2g')], capture_output=True, text=True, check=True)
    return round(int(re.search(r'Maximum resident set size \(kbytes\): (\d+)', result.stderr).group(1)) / 1024)


def main():
    out = Path(sys.argv[1])
    found = {'processors': os.cpu_count(), 'base': BASE, 'varied': {}, 'memory': []}
    for name, values in VARIED.items():
        times = []
        for value in values:
            size = {**BASE, name: value}
            times.append(1000 * seconds(size) / size['steps'] * (value if name == 'steps' else 1))
            print(name, value, times[-1], file=sys.stderr)
        fitted = [i for i, value in enumerate(values) if value >= LEAST[name]]
        power = np.polyfit(np.log([values[i] for i in fitted]), np.log([times[i] for i in fitted]), 1)[0]
        found['varied'][name] = {'values': values, 'milliseconds': [round(t, 4) for t in times],
                                 'of': 'the whole run' if name == 'steps' else 'a step', 'fitted from': LEAST[name],
                                 'exponent': round(float(power), 3)}
    for size in ({**BASE, 'steps': 10}, {**BASE, 'steps': 1000}, {'points': 1_000_000, 'dimension': 64, 'components': 32, 'steps': 10}):
        found['memory'].append({**size, 'heap at most': '2 GiB', 'mebibytes': mebibytes(size)})
    temporary = out.with_suffix('.part')
    temporary.write_text(json.dumps(found, indent=1) + '\n')
    temporary.replace(out)
    plot(found, out.with_suffix('.png'))


def plot(found, file):
    try:
        from matplotlib import pyplot
    except ImportError:
        return
    figure, axes = pyplot.subplots(1, 4, figsize=(15, 3.6), layout='constrained')
    for axis, (name, each) in zip(axes, found['varied'].items()):
        axis.loglog(each['values'], each['milliseconds'], 'o-', color='#1f6fd1')
        axis.set_xlabel(name)
        axis.set_ylabel('milliseconds, ' + each['of'])
        axis.set_title(f"exponent {each['exponent']:.2f} from {each['fitted from']}", fontsize=10)
        axis.grid(True, which='major', alpha=0.3)
    figure.suptitle(', '.join(f'{value} {name}' for name, value in found['base'].items()) + ', each varied alone')
    figure.savefig(file, dpi=110)


if __name__ == '__main__':
    main()

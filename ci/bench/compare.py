#!/usr/bin/env python3
"""Runs the guided DDPM run of peers.py and of org.guidecheck.bench.GuidedRun in turn, and writes the ratios of their medians.

Every way is run once in each round, so that a machine that slows down slows all of them. Needs NumPy, PyTorch where it is
to be compared with, and `mvn -q -Pbench test-compile` before.

usage: compare.py OUT.json [ROUNDS]
"""
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Points, dimension, components, steps.
CASES = [(65536, 16, 32, 100), (4096, 2, 8, 100), (4096, 64, 1797, 10)]
PYTHON = [('numpy', 'float64'), ('torch', 'float64'), ('numpy', 'float32'), ('torch', 'float32')]
JAVA = [('fused', 'float64', True), ('fused', 'float64', False), ('nd4j', 'float64', True),
        ('loop', 'float64', True)]
# What the README says of ND4J: its many small objects, and a look into /proc for each.
ND4J_OPTIONS = ['-XX:+UseParallelGC', '-Dorg.bytedeco.javacpp.maxphysicalbytes=0']


def class_path():
    file = ROOT / 'target/bench-class-path'
    if not file.exists():
        subprocess.run(['mvn', '-q', '-Pbench', 'dependency:build-classpath', '-Dmdep.includeScope=test',
                        f'-Dmdep.outputFile={file}'], cwd=ROOT, check=True)
    return f'{ROOT}/target/test-classes:{ROOT}/target/classes:{file.read_text()}'


def seconds(command):
    # ND4J's operations on blocks that stay in the cache are not worth a second thread of its own.
    alone = {'OMP_NUM_THREADS': '1'} if 'nd4j' in command else {}
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **alone})
    if result.returncode:
        return None
    return json.loads(result.stdout.strip().splitlines()[-1])['seconds']


def main():
    out = Path(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    path = class_path()
    table = []
    for case in CASES:
        numbers = [str(n) for n in case]
        commands = {f'{way} {dtype}': [sys.executable, str(ROOT / 'ci/bench/peers.py'), way, dtype, *numbers, '3']
                    for way, dtype in PYTHON}
        for way, dtype, vectors in JAVA:
            if way == 'loop' and case[2] > 1000:
                continue
            options = ['--add-modules=jdk.incubator.vector'] if vectors else []
            if way == 'nd4j':
                options += ND4J_OPTIONS
            commands[f'{way} {dtype}' + ('' if vectors else ' without vectors')] = [
                'java', *options, '-cp', path, 'org.guidecheck.bench.GuidedRun', way, *numbers, '5']
        times = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                found = seconds(command)
                if found is None:
                    print(f'{name}: not there', file=sys.stderr)
                else:
                    times[name] += found
        medians = {name: statistics.median(each) for name, each in times.items() if each}
        peers = {dtype: min(medians[f'{way} {dtype}'] for way in ('numpy', 'torch') if f'{way} {dtype}' in medians)
                 for dtype in ('float64', 'float32')}
        for name, median in sorted(medians.items(), key=lambda item: item[1]):
            row = {'points': case[0], 'dimension': case[1], 'components': case[2], 'steps': case[3], 'way': name,
                   'milliseconds a step': round(1000 * median / case[3], 4)}
            for dtype, peer in peers.items():
                row[f'times as fast as the faster peer in {dtype}'] = round(peer / median, 2)
            table.append(row)
            print(json.dumps(row))
    temporary = out.with_suffix('.part')
    temporary.write_text(json.dumps({'processors': os.cpu_count(), 'rounds': rounds, 'runs': table}, indent=1) + '\n')
    temporary.replace(out)


if __name__ == '__main__':
    main()

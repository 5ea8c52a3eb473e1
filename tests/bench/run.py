#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the programs of tests/bench/programs natively and on erl, in turn.

Both sides run the same .beam files through the same driver.erl: some rounds inside one operating
system process, several processes of each side alternating, minimum of all. What is timed is the call
of bench/1 alone; starting and stopping is for footprint.sh. Ratios are erl's time by ours: above 1
means that joist is faster. Both sides have the same number of scheduler threads. A program whose
checksum differs from erl's has failed.
"""

import argparse
import math
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = TOP / "tests" / "bench"
RESULT = re.compile(r"\{result,(\d+),(\d+)\}")
TIME_LIMIT = 120


class Failed(Exception):
    pass


class Side:
    """One way to run a program: a column of the table."""

    def __init__(self, name, command, env=None):
        self.name = name
        self.command = command  # of (module), without the number of rounds
        self.env = {**os.environ, **(env or {})}

    def time(self, module, rounds):
        """(seconds, checksum) of the fastest round."""
        try:
            run = subprocess.run(self.command(module) + [str(rounds)], capture_output=True,
                                 text=True, timeout=TIME_LIMIT, stdin=subprocess.DEVNULL,
                                 env=self.env)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.name}: no end after {TIME_LIMIT} s") from None
        found = RESULT.search(run.stdout)
        if run.returncode or not found:
            text = (run.stdout + run.stderr)[-800:]
            raise Failed(f"{self.name}: exit status {run.returncode}\n{text}")
        return int(found[1]) / 1e9, int(found[2])


def erl_side(name, folder, flags=()):
    command = ["erl", *flags, "-noshell", "-noinput", "-pa", str(folder), "-run", "driver", "run"]
    return Side(name, lambda module: command + [module])


def has_interpreter():
    """Debian's erl comes with the JIT only; other builds may have the interpreter as well."""
    run = subprocess.run(["erl", "-emu_flavor", "emu", "-noshell", "-noinput", "-eval", "halt()."],
                         capture_output=True, stdin=subprocess.DEVNULL)
    return run.returncode == 0


def compile_programs(paths, folder):
    sources = [str(path) for path in paths] + [str(HERE / "driver.erl")]
    subprocess.run(["erlc", "+deterministic", "-o", str(folder), *sources], check=True)


def build(joist, module, folder, arguments):
    executable = folder / module
    run = subprocess.run([joist, "build", "--no-boot", str(folder / "driver.beam"), str(folder / f"{module}.beam"),
                          "-o", str(executable), *arguments], capture_output=True, text=True)
    if run.returncode or not executable.exists():
        raise Failed(f"joist build: exit status {run.returncode}\n{(run.stdout + run.stderr)[-800:]}")
    return executable


def measure(module, sides, rounds, inner):
    """Seconds of each side, by name."""
    least = {}
    sums = {}
    for _ in range(rounds):
        for side in sides:
            seconds, checksum = side.time(module, inner)
            least[side.name] = min(seconds, least.get(side.name, math.inf))
            sums[side.name] = checksum
    if len(set(sums.values())) != 1:
        raise Failed(f"checksums differ: {sums}")
    return least


def geomean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


class Table:
    def __init__(self, sides, baseline):
        self.others = [side.name for side in sides if side.name != baseline]
        self.baseline = baseline
        self.rows = []

    def head(self):
        names = "".join(f"{name + ' ms':>12}" for name in [*self.others, self.baseline])
        ratios = "".join(f"{'vs ' + name:>11}" for name in self.others)
        print(f"{'group':<12}{'program':<13}{names}{ratios}")

    def add(self, group, module, least):
        self.rows.append((group, module, least))
        times = "".join(f"{least[name] * 1e3:12.1f}" for name in [*self.others, self.baseline])
        print(f"{group:<12}{module:<13}{times}{self.ratios([least])}", flush=True)

    def ratios(self, rows):
        return "".join(f"{geomean([row[name] / row[self.baseline] for row in rows]):10.2f}x"
                       for name in self.others)

    def foot(self):
        blank = " " * (12 * (len(self.others) + 1))
        print()
        for group in dict.fromkeys(row[0] for row in self.rows):
            rows = [least for g, _, least in self.rows if g == group]
            print(f"{group:<12}{f'geomean of {len(rows)}':<13}{blank}{self.ratios(rows)}")
        rows = [least for _, _, least in self.rows]
        print(f"{'all':<12}{f'geomean of {len(rows)}':<13}{blank}{self.ratios(rows)}")
        for name in self.others:
            slower = [module for _, module, least in self.rows
                      if least[name] < least[self.baseline]]
            print(f"slower than {name}: {' '.join(slower) or 'none'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N",
                        help="processes of each side for each program (default %(default)d)")
    parser.add_argument("--inner", type=int, default=2, metavar="N",
                        help="rounds in each process (default %(default)d)")
    parser.add_argument("--quick", action="store_true", help="one process, one round")
    parser.add_argument("--schedulers", type=int, default=len(os.sched_getaffinity(0)),
                        metavar="N", help="of both sides (default: one for each core, %(default)d)")
    parser.add_argument("--filter", default="", metavar="RE", help="only group/program that matches")
    parser.add_argument("--joist", default=str(TOP / "build" / "joist"))
    parser.add_argument("--build-args", default="", metavar="ARGS", help='such as "-O1"')
    parser.add_argument("--keep", metavar="DIR", help="leave .beam files and executables there")
    options = parser.parse_args()
    if options.quick:
        options.rounds = options.inner = 1

    paths = sorted(path for path in (HERE / "programs").rglob("*.erl")
                   if re.search(options.filter, f"{path.parent.name}/{path.stem}"))
    with tempfile.TemporaryDirectory(prefix="joist-bench-") as scratch:
        folder = pathlib.Path(options.keep or scratch).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        compile_programs(paths, folder)
        schedulers = ["+S", f"{options.schedulers}:{options.schedulers}"]
        sides = [erl_side("erl", folder, schedulers)]
        if has_interpreter():
            sides.append(erl_side("emu", folder, [*schedulers, "-emu_flavor", "emu"]))
        sides.append(Side("joist", lambda module: [str(folder / module), module],
                          {"JOIST_FLAGS": " ".join(schedulers)}))
        table = Table(sides, "joist")
        table.head()
        failures = 0
        for path in paths:
            group, module = path.parent.name, path.stem
            try:
                build(os.path.abspath(options.joist), module, folder,
                      shlex.split(options.build_args))
                table.add(group, module, measure(module, sides, options.rounds, options.inner))
            except Failed as failure:
                failures += 1
                print(f"{group:<12}{module:<13}FAIL {failure}", flush=True)
        if table.rows:
            table.foot()
    print(f"{len(paths) - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

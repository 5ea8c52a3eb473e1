#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sizes and waiting times, natively and on erl: of hello world, of a million processes, of a timer.

Time is from before fork to after wait, the minimum of many runs in turn; memory is the largest
resident set that the kernel saw (ru_maxrss) in any run, of the process and what it waited for, when
started by a small process (footprint/launch.c).
The bytes of an idle process are the difference of that between many processes and few, divided by
their number: all is in it, tables and allocators included. A part whose results differ between the
two sides, or that does not run, has failed.
"""

import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = TOP / "tests" / "bench" / "footprint"
FEW = 1000


class Failed(Exception):
    pass


class Run:
    """A finished run: seconds, peak_kb, output, and the integers of {name,...} in it."""

    launcher = None

    def __init__(self, command, flags=()):
        env = {**os.environ, "JOIST_FLAGS": shlex.join(flags)} if flags else os.environ
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as result:
            pid = os.posix_spawn(self.launcher, [self.launcher, *command], env, file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, result.fileno(), 3)])
            os.waitpid(pid, 0)
            output.seek(0)
            result.seek(0)
            self.output = output.read().replace(b"\r\n", b"\n")
            nanoseconds, self.peak_kb, status = map(int, result.read().split())
        self.seconds = nanoseconds / 1e9
        if status:
            raise Failed(f"{' '.join(command)}: wait status {status}")

    def numbers(self, name):
        found = re.search(rf"{{{name},([0-9,]+)}}", self.output.decode("utf-8", "replace"))
        if not found:
            raise Failed(f"no {name} in {self.output[-200:]!r}")
        return [int(number) for number in found[1].split(",")]


class Program:
    """A module as an executable and as .beam file, to be started on either side."""

    def __init__(self, options, folder, source, boot=False):
        self.module = source.stem
        self.folder = folder
        self.executable = f"{folder}/{self.module}"
        subprocess.run(["erlc", "+deterministic", "-o", folder, str(source)], check=True)
        built = subprocess.run([options.joist, "build", *([] if boot else ["--no-boot"]),
                                f"{folder}/{self.module}.beam", "-o", self.executable,
                                *shlex.split(options.build_args)],
                               capture_output=True, text=True)
        self.error = built.returncode and (built.stdout + built.stderr)[-800:]

    def run(self, side, arguments=(), flags=()):
        if side == "erl":
            texts = ",".join(f'"{argument}"' for argument in arguments)
            return Run(["erl", *flags, "-noshell", "-noinput", "-pa", self.folder, "-eval",
                        f"{self.module}:main([{texts}]), halt()."])
        if self.error:
            raise Failed(f"joist build {self.module}: {self.error}")
        return Run([self.executable, *arguments], flags)


MINIMAL = ("-mode", "minimal")


def hello(options, folder):
    """Hello world with OTP's boot, with its smallest one, and without."""
    booted = Program(options, folder, TOP / "examples" / "hello" / "hello.erl", boot=True)
    bare = Program(options, folder, PROGRAMS / "bare.erl")
    rows = {"joist": (booted, "joist", ()), "erl": (booted, "erl", ()),
            "joist -mode minimal": (booted, "joist", MINIMAL),
            "erl -mode minimal": (booted, "erl", MINIMAL), "joist --no-boot": (bare, "joist", ())}
    results = {name: [] for name in rows}
    for number in range(options.runs):
        for name, (program, side, flags) in rows.items():
            if side == "joist" or number < max(1, options.runs // 5):
                results[name].append(program.run(side, (), flags))
    for program in (booted, bare):
        print(f"{program.module}: executable of {os.path.getsize(program.executable)} bytes")
    print(f"{'':<22}{'runs':>6}{'fastest ms':>12}{'peak kB':>10}")
    for name, runs in results.items():
        print(f"{name:<22}{len(runs):>6}{min(r.seconds for r in runs) * 1e3:12.2f}"
              f"{max(r.peak_kb for r in runs):>10}")
        if len({run.output for run in runs}) != 1:
            raise Failed("outputs differ")


def crowd(options, folder):
    program = Program(options, folder, PROGRAMS / "crowd.erl")
    many = options.processes
    flags = ["+P", str(2 * many), "+S", f"{options.schedulers}:{options.schedulers}"]
    print(f"\n{many} processes on {options.schedulers} schedulers")
    print(f"{'':<8}{'bytes each':>12}{'its memory':>12}{'spawn s':>10}{'answer s':>10}"
          f"{'peak MB':>10}")

    def row(side):
        few = program.run(side, ["idle", str(FEW)], flags)
        idle = program.run(side, ["idle", str(many)], flags)
        answer = program.run(side, ["answer", str(many)], flags)
        spawned, answered, count = answer.numbers("answer")
        if count != many:
            raise Failed(f"{count} answers")
        print(f"{side:<8}{(idle.peak_kb - few.peak_kb) * 1024 / (many - FEW):12.0f}"
              f"{idle.numbers('idle')[0]:>12}{spawned / 1e9:10.2f}{answered / 1e9:10.2f}"
              f"{answer.peak_kb / 1024:10.0f}", flush=True)

    both(row)


def latency(options, folder):
    program = Program(options, folder, PROGRAMS / "latency.erl")
    spinners = 2 * options.schedulers
    flags = ["+S", f"{options.schedulers}:{options.schedulers}"]
    print(f"\nlateness of a 1 ms ticker beside {spinners} busy processes on "
          f"{options.schedulers} schedulers, {options.ticks} ticks, microseconds")
    print(f"{'':<8}{'p50':>8}{'p99':>8}{'max':>8}")

    def row(side):
        run = program.run(side, [str(spinners), str(options.ticks)], flags)
        print(f"{side:<8}" + "".join(f"{number:>8}" for number in run.numbers("latency")), flush=True)

    both(row)


def both(row):
    """Both sides' rows, also when one of them fails."""
    failures = []
    for side in ("joist", "erl"):
        try:
            row(side)
        except Failed as failure:
            failures.append(f"{side}: {failure}")
    if failures:
        raise Failed("; ".join(failures))


PARTS = {"hello": hello, "crowd": crowd, "latency": latency}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--joist", default=str(TOP / "build" / "joist"))
    parser.add_argument("--only", choices=PARTS, action="append", help="one part (several: repeat)")
    parser.add_argument("--runs", type=int, default=100, help="of hello (default %(default)d)")
    parser.add_argument("--processes", type=int, default=1000000, metavar="N",
                        help="of crowd (default %(default)d)")
    parser.add_argument("--ticks", type=int, default=5000, metavar="N",
                        help="of latency (default %(default)d)")
    parser.add_argument("--schedulers", type=int, default=len(os.sched_getaffinity(0)), metavar="N",
                        help="of both sides (default: one for each core, %(default)d)")
    parser.add_argument("--build-args", default="", help="more arguments for joist build")
    options = parser.parse_args()
    options.joist = os.path.abspath(options.joist)

    failed = 0
    parts = options.only or list(PARTS)
    with tempfile.TemporaryDirectory(prefix="joist-footprint-") as folder:
        Run.launcher = f"{folder}/launch"
        subprocess.run(["clang-19", "-O2", "-static", "-o", Run.launcher,
                        str(PROGRAMS / "launch.c")], check=True)
        for name in parts:
            try:
                PARTS[name](options, folder)
            except Failed as failure:
                failed += 1
                print(f"FAIL {name}: {failure}")
    print(f"{len(parts) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles every .beam file of OTP, Elixir and OTP 27 to an object, each in a joist of its own.

A module fails when joist reports an error, is killed, or exceeds the limits of time or memory. Time is
the processor time that joist took with nothing cached (so that other work on the machine does not
count); memory its largest resident set (ru_maxrss).
OTP 27's files are those of --otp27 FOLDER, or are fetched there first with --fetch-otp27 FOLDER.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

TOP = pathlib.Path(__file__).resolve().parents[1]
SHF_EXECINSTR = 4
WALL_FACTOR = 10

Result = collections.namedtuple("Result", "path problem seconds peak_mb code native")


def installed_otp():
    run = subprocess.run(["erl", "-noshell", "-eval", "io:put_chars(code:root_dir()), halt()."],
                         capture_output=True, text=True, check=True)
    return pathlib.Path(run.stdout)


def beams_below(folder):
    """Sorted; a folder reached through several symbolic links counts once."""
    return sorted({path.resolve() for path in pathlib.Path(folder).rglob("*.beam")})


def code_bytes(path):
    """Size of the Code chunk of a .beam file."""
    data = path.read_bytes()
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from(">4sI", data, at)
        if name == b"Code":
            return size
        at += 8 + (size + 3) // 4 * 4
    return 0


def text_bytes(path):
    """Size of the executable sections of an ELF64 object."""
    data = path.read_bytes()
    offset, = struct.unpack_from("<Q", data, 0x28)
    entry_size, count = struct.unpack_from("<HH", data, 0x3A)
    if count == 0:  # more than fit in 16 bits: the first section header holds the number
        count, = struct.unpack_from("<Q", data, offset + 0x20)
    total = 0
    for index in range(count):
        flags, = struct.unpack_from("<Q", data, offset + index * entry_size + 8)
        size, = struct.unpack_from("<Q", data, offset + index * entry_size + 0x20)
        total += size if flags & SHF_EXECINSTR else 0
    return total


def run_limited(command, environment, seconds):
    """(wait status or None when killed for taking too long, seconds, peak MB, stderr)"""
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=messages, stderr=messages)
        # Against waiting for ever. Not process.kill(), which may reap the process first.
        timer = threading.Timer(WALL_FACTOR * seconds, os.kill, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        elapsed = usage.ru_utime + usage.ru_stime
        process.returncode = status
        messages.seek(0)
        text = messages.read().decode("utf-8", "replace")
    if elapsed >= seconds or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        status = None
    return status, elapsed, usage.ru_maxrss / 1024, text


def compile_one(options, folder, path):
    output = pathlib.Path(folder) / (path.stem + f".{abs(hash(path))}.o")
    # An empty cache for each: what is measured is compiling.
    with tempfile.TemporaryDirectory(dir=folder) as cache:
        environment = dict(os.environ, XDG_CACHE_HOME=cache)
        command = [options.joist, "build", "--emit=obj", str(path), "-o", str(output), "--jobs", "1",
                   *options.build_args.split()]
        status, seconds, peak, text = run_limited(command, environment, options.seconds)
    native = 0
    if status is None:
        problem = f"took longer than {options.seconds:g} s"
    elif status != 0:
        first = (text.strip().splitlines() or ["no message"])[0]
        how = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "error"
        problem = f"{how}: {first}"
    elif not output.exists():
        problem = "no object written"
    elif peak > options.megabytes:
        problem = f"needed {peak:.0f} MB"
    else:
        problem = None
        native = text_bytes(output)
    output.unlink(missing_ok=True)
    return Result(path, problem, seconds, peak, code_bytes(path), native)


def report(name, results):
    good = [result for result in results if not result.problem]
    failed = len(results) - len(good)
    print(f"{name}: {len(results)} modules, {failed} failures, "
          f"{sum(r.seconds for r in results):.1f} s of compiling, "
          f"{sum(r.code for r in good)} bytes of Code, {sum(r.native for r in good)} native")
    if good:
        slowest = max(good, key=lambda r: r.seconds)
        largest = max(good, key=lambda r: r.peak_mb)
        print(f"    slowest {slowest.path.stem} {slowest.seconds:.1f} s, "
              f"most memory {largest.path.stem} {largest.peak_mb:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--joist", default=str(TOP / "build" / "joist"))
    parser.add_argument("--build-args", default="", metavar="ARGS", help='such as "-O0"')
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth module")
    parser.add_argument("--seconds", type=float, default=60, help="limit for one module")
    parser.add_argument("--megabytes", type=float, default=2048, help="limit for one module")
    parser.add_argument("--otp27", metavar="FOLDER", help="unpacked OTP 27")
    parser.add_argument("--fetch-otp27", metavar="FOLDER", help="download it there if it is not")
    parser.add_argument("--only", metavar="SET", help="otp, elixir, otp27 or more")
    parser.add_argument("folders", nargs="*", help="these instead of all of the above")
    options = parser.parse_args()
    options.joist = os.path.abspath(options.joist)

    if options.fetch_otp27:
        subprocess.run([TOP / "tests" / "tools" / "fetch_otp27.sh", options.fetch_otp27], check=True)
        options.otp27 = options.fetch_otp27
    if options.folders:
        sets = {folder: beams_below(folder) for folder in options.folders}
    else:
        sets = {"otp": beams_below(installed_otp())}
        elixir = pathlib.Path("/usr/lib/elixir")
        if elixir.is_dir():
            sets["elixir"] = beams_below(elixir)
        if options.otp27:
            sets["otp27"] = beams_below(options.otp27)
    if options.only:
        sets = {name: paths for name, paths in sets.items() if name in options.only.split(",")}

    started = time.monotonic()
    everything = []
    problems = collections.Counter()
    with tempfile.TemporaryDirectory(prefix="joist-objects-") as folder, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, paths in sets.items():
            results = []
            chosen = paths[:: options.every]
            for result in pool.map(lambda path: compile_one(options, folder, path), chosen):
                results.append(result)
                if result.problem:
                    problems[result.problem.replace(str(result.path), "FILE")] += 1
                    print(f"FAIL {result.path}: {result.problem}", flush=True)
                if sys.stderr.isatty():
                    print(f"\r\033[K{name} {len(results)}/{len(chosen)}", end="", file=sys.stderr)
            if sys.stderr.isatty():
                print("\r\033[K", end="", file=sys.stderr)
            report(name, results)
            everything += results
    if len(sets) > 1:
        report("all", everything)
    print(f"wall time {time.monotonic() - started:.1f} s with {options.jobs} jobs")
    for problem, count in problems.most_common(10) if len(problems) > 1 else ():
        print(f"    {count:5} × {problem}")
    failed = sum(1 for result in everything if result.problem)
    print(f"{len(everything) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not everything else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Size, start-to-exit time and peak memory of examples/hello, natively and on erl.

Time is from before fork to after wait, the minimum of many runs in turn; memory is the largest
resident set that the kernel saw (ru_maxrss) in any run, of the process and what it waited for.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]


def run_once(command):
    """(seconds, peak kB, stdout)"""
    read_end, write_end = os.pipe()
    null = os.open(os.devnull, os.O_RDONLY)
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, write_end, 1),
        (os.POSIX_SPAWN_CLOSE, read_end)])
    os.close(write_end)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    os.close(null)
    with os.fdopen(read_end, "rb") as pipe:
        output = pipe.read().replace(b"\r\n", b"\n")
    if status:
        sys.exit(f"{' '.join(command)}: wait status {status}")
    return seconds, usage.ru_maxrss, output


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--joist", default=str(TOP / "build" / "joist"))
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--build-args", default="", help="more arguments for joist build")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="joist-footprint-") as folder:
        source = str(TOP / "examples" / "hello" / "hello.erl")
        subprocess.run(["erlc", "+deterministic", "-o", folder, source], check=True)
        executable = f"{folder}/hello"
        subprocess.run([options.joist, "build", f"{folder}/hello.beam", "-o", executable,
                        *options.build_args.split()], check=True)
        stripped = f"{folder}/stripped"
        subprocess.run(["strip", "-o", stripped, executable], check=True)
        commands = {
            "joist": [executable],
            "erl": ["erl", "-noshell", "-noinput", "-pa", folder, "-eval", "hello:main([]), halt()."],
        }
        results = {name: [] for name in commands}
        for number in range(options.runs):
            for name, command in commands.items():
                if name == "joist" or number < max(1, options.runs // 5):
                    results[name].append(run_once(command))
        outputs = {output for runs in results.values() for _, _, output in runs}

        print(f"hello-world executable: {os.path.getsize(executable)} bytes, "
              f"{os.path.getsize(stripped)} stripped")
        print(f"{'':<8}{'runs':>6}{'fastest ms':>12}{'peak kB':>10}")
        for name, runs in results.items():
            print(f"{name:<8}{len(runs):>6}{min(r[0] for r in runs) * 1e3:12.2f}"
                  f"{max(r[1] for r in runs):>10}")
    same = len(outputs) == 1
    print(f"{int(same)} passed, {int(not same)} failed")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()

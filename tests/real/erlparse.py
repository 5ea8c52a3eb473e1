#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs examples/erlparse natively and on erl over Erlang sources, and compares every byte.

The sources are all of OTP's that are installed (Debian: package erlang-src), or those given.
"""

import argparse
import concurrent.futures
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = TOP / "tests" / "real"
SEPARATOR = re.compile(rb"\r?\n\f\r?\n")  # erl adds carriage returns to what it displays
TIME_LIMIT = 300


def installed_sources():
    root = subprocess.run(["erl", "-noshell", "-eval", "io:put_chars(code:lib_dir()), halt()."],
                          capture_output=True, text=True, check=True).stdout
    return sorted(str(path) for path in pathlib.Path(root).rglob("*.erl"))


def reference(work, files):
    """What erl prints for each file."""
    names = work / "files"
    names.write_text("".join(f"{name}\n" for name in files))
    command = ["erl", "-noshell", "-noinput", "-pa", str(work), "-run", "reference", "run",
               "erlparse", str(names)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True)
    before, *outputs, after = SEPARATOR.split(run.stdout)
    if before or after or len(outputs) != len(files):
        sys.exit(f"erl printed {len(outputs)} results for {len(files)} files")
    return outputs


def native(executable, name):
    """What the executable prints for a file, or how it failed."""
    try:
        run = subprocess.run([str(executable), name], stdin=subprocess.DEVNULL, timeout=TIME_LIMIT,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        return None, f"no end after {TIME_LIMIT} s"
    failure = f"exit status {run.returncode}" if run.returncode else ""
    return run.stdout, failure


def first_differences(expected, actual):
    sides = [text.decode("utf-8", "backslashreplace").splitlines() for text in (expected, actual)]
    diff = difflib.unified_diff(*sides, "erl", "native", lineterm="", n=1)
    return "".join(f"    {line}\n" for _, line in zip(range(12), diff))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--joist", default=str(TOP / "build" / "joist"))
    parser.add_argument("--build-args", default="", help="more arguments for joist build")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each Nth file")
    parser.add_argument("files", nargs="*", help="instead of the installed sources")
    options = parser.parse_args()
    files = (options.files or installed_sources())[:: options.every]
    if not files:
        sys.exit("no Erlang sources found: install erlang-src")

    with tempfile.TemporaryDirectory(prefix="joist-erlparse-") as name:
        work = pathlib.Path(name)
        sources = [TOP / "examples" / "erlparse" / "erlparse.erl", HERE / "reference.erl"]
        subprocess.run(["erlc", "+deterministic", "-o", name, *map(str, sources)], check=True)
        executable = work / "erlparse"
        subprocess.run([options.joist, "build", "--no-boot", str(work / "erlparse.beam"), "-o", str(executable),
                        *options.build_args.split()], check=True)

        started = time.monotonic()
        expected = reference(work, files)
        middle = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            actual = list(pool.map(lambda file: native(executable, file), files))
        ended = time.monotonic()

    failed = 0
    for file, wanted, (output, failure) in zip(files, expected, actual):
        if failure or output != wanted:
            failed += 1
            print(f"FAIL {file} {failure}")
            if failure:
                print(f"    {(output or b'')[-600:].decode('utf-8', 'backslashreplace')}")
            else:
                print(first_differences(wanted, output), end="")
    print(f"{len(files)} files, {sum(map(len, expected))} bytes printed; "
          f"erl (one run for all) {middle - started:.1f} s, native {ended - middle:.1f} s")
    print(f"{len(files) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

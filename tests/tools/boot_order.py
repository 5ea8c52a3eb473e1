#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes stdlib/boot.order: what a hello world with OTP's boot runs, as a symbol ordering file of lld.

Executables then have these functions next to each other, and the kernel maps a tenth of the code
that it would map otherwise. The program runs under valgrind a few times, which tells every
instruction that was executed; names of Erlang functions stand for all of their fragments. Names that
an executable does not have are ignored there, so an old file does no harm, but it serves less.
"""

import argparse
import bisect
import pathlib
import re
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
HEAD = """# SPDX-License-Identifier: Apache-2.0
#
# What OTP's boot and a hello world run. Made by tests/tools/boot_order.py, not by hand.
"""

# What code generation moved out of several functions of a module: a section of each module, which
# goes by its first function.
OUTLINED = b"OUTLINED_FUNCTION_0"


def executed(executable, folder):
    """Addresses of the instructions of one run."""
    counts = f"{folder}/counts"
    subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes",
                    f"--callgrind-out-file={counts}", executable], check=True, capture_output=True)
    addresses, at = set(), 0
    for line in open(counts, encoding="utf-8", errors="replace"):
        found = re.match(r"(0x|[+-]|\*)([0-9a-f]*) ", line)
        if not found:
            continue
        number = int(found[2] or "0", 16 if found[1] == "0x" else 10)
        at = {"0x": number, "+": at + number, "-": at - number, "*": at}[found[1]]
        addresses.add(at)
    return addresses


def functions(executable):
    """(address, size, name) of each function, by address."""
    listed = subprocess.run(["nm", "-n", "-S", "--defined-only", executable], check=True,
                            capture_output=True).stdout
    for line in listed.splitlines():
        words = line.split(None, 3)
        if len(words) == 4 and words[2] in b"tTwWi":
            yield int(words[0], 16), int(words[1], 16), words[3]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("joist", help="the command, of a build without sanitizers")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        executable = f"{folder}/hello"
        subprocess.run([options.joist, "build", "-g", str(TOP / "examples/hello/hello.erl"), "-o",
                        executable], check=True)
        subprocess.run(["strip", "--strip-debug", executable], check=True)
        addresses = sorted(set().union(*(executed(executable, folder)
                                         for _ in range(options.runs))))
        names, last = {}, None
        for start, size, name in functions(executable):
            at = bisect.bisect_left(addresses, start)
            if start != last and at < len(addresses) and addresses[at] < start + size:
                names[re.sub(rb"(:.*/\d+)\.\w+$", rb"\1", name)] = True
                last = start
    with open(TOP / "stdlib" / "boot.order", "wb") as file:
        file.write(HEAD.encode() + b"".join(name + b"\n" for name in [*names, OUTLINED]))
    print(f"{len(names)} functions")


main()

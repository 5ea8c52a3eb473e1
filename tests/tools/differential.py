#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the programs of a suite's folder natively and on stock erl, and compares.

What an executable must do is what erl did: the same stdout, stderr and exit status. erl's half
(compilation included) is cached by content, so that repeated runs cost only the native half.
tests/lang/README.md tells the conventions and the directives at the head of a program, and
tests/processes/README.md what is added when a suite runs on several numbers of schedulers.
"""

import argparse
import contextlib
import concurrent.futures
import difflib
import hashlib
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
SUPPORT = TESTS / "lang" / "support"
MARKER = b"'$reference_stderr'\n"
DIRECTIVES = ("args", "build", "env", "erl", "erlc", "flags", "heavy", "include", "input", "logs",
              "stdin", "with")
DIRECTIVE = re.compile(rf"^%%\s*({'|'.join(DIRECTIVES)}):\s*(.*?)\s*$")
QUIET = ("-kernel", "logger_level", "none")
DIFF_LINES = 40
BUILD_LIMIT = 1800  # seconds: a sanitized joist with nothing cached compiles much of OTP
REPORTS = (b"Sanitizer", b"runtime error: ", b"internal error: ")
PAGE_SIZE = resource.getpagesize()


class Failed(Exception):
    """A program failed; the text says how."""


class Broken(Failed):
    """It did more than print something else: no known difference excuses that."""


class Program:
    """A source file, its directives, and all files that its outcome on erl depends on."""

    def __init__(self, path, suite):
        self.path = path
        self.module = path.stem
        self.name = str(path.relative_to(suite))
        self.directives = {name: [] for name in DIRECTIVES}
        for line in path.read_text(encoding="utf-8").splitlines()[:20]:
            found = DIRECTIVE.match(line)
            if found:
                self.directives[found[1]] += shlex.split(found[2])
        self.companions = [path.parent / "with" / name for name in self.directives["with"]]
        self.support = [SUPPORT / "t.erl"]
        self.support += sorted(path for path in (suite / "support").glob("*.erl")
                               if suite / "support" != SUPPORT)
        self.headers = sorted({*SUPPORT.glob("*.hrl"), *(suite / "support").glob("*.hrl")})
        self.logs = bool(self.directives["logs"])

    def key(self, *settings):
        digest = hashlib.sha256("\0".join(settings).encode())
        tools = [SUPPORT / "assemble.erl", SUPPORT / "reference.erl"]
        for path in [self.path, *self.companions, *self.support, *self.headers, *tools]:
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:32]

    def environment(self):
        env = {k: v for k, v in os.environ.items() if not k.startswith(("ERL_", "JOIST_"))}
        env.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="UTC")
        env.update(ERL_CRASH_DUMP="/dev/null", ERL_CRASH_DUMP_SECONDS="0")
        env.update(item.split("=", 1) for item in self.directives["env"])
        return env


class Outcome:
    """What a program did: bytes of stdout and stderr, exit status (negative: signal)."""

    def __init__(self, stdout, stderr, status):
        # erl's printf adds a carriage return to each line feed; that belongs to no one's
        # semantics but the terminal's, so neither side is held to it.
        self.stdout = stdout.replace(b"\r\n", b"\n")
        self.stderr = stderr.replace(b"\r\n", b"\n")
        self.status = status

    def without_reports(self):
        """Error reports go to stderr when there is no logger: neither side's is compared."""
        return Outcome(self.stdout, b"", self.status)

    def save(self, folder):
        folder.mkdir()
        (folder / "stdout").write_bytes(self.stdout)
        (folder / "stderr").write_bytes(self.stderr)
        (folder / "status").write_text(json.dumps(self.status))

    @classmethod
    def load(cls, folder):
        status = json.loads((folder / "status").read_text())
        return cls((folder / "stdout").read_bytes(), (folder / "stderr").read_bytes(), status)

    def is_broken(self, expected):
        """Did it die of a signal, or of a report about memory, where erl did not?"""
        killed = self.status < 0 and self.status != expected.status
        return killed or any(report in self.stderr for report in REPORTS)

    def differences(self, other, names):
        """Lines that tell how other differs from self; none when they agree."""
        lines = []
        if self.status != other.status:
            lines.append(f"exit status {other.status}, expected {self.status}")
        for stream in ("stdout", "stderr"):
            mine, theirs = getattr(self, stream), getattr(other, stream)
            if mine != theirs:
                sides = [b.decode("utf-8", "backslashreplace").splitlines() for b in (mine, theirs)]
                labels = [f"{stream} ({name})" for name in names]
                lines += difflib.unified_diff(*sides, *labels, lineterm="", n=2)
                if sides[0] == sides[1]:
                    lines.append(f"{stream} differs in line ends or invalid bytes only")
        return lines


def resident_mb(pid):
    try:
        pages = pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]
        return int(pages) * PAGE_SIZE // 2**20
    except (OSError, IndexError):
        return 0


@contextlib.contextmanager
def standard_input(directives):
    """What a program reads: nothing, a text through a pipe (stdin), or in a file (input)."""
    text = " ".join(directives["stdin"] + directives["input"]).encode().decode("unicode_escape")
    if directives["stdin"]:
        read_end, write_end = os.pipe()
        os.write(write_end, text.encode())
        os.close(write_end)
        try:
            yield read_end
        finally:
            os.close(read_end)
        return
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        yield file if directives["input"] else subprocess.DEVNULL


def execute(command, cwd, env, time_limit, memory_limit=None, stdin=subprocess.DEVNULL):
    """Run a command in a process group of its own, within limits."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdin=stdin, stdout=out,
                                   stderr=err, start_new_session=True, preexec_fn=no_core)
        deadline = time.monotonic() + time_limit
        while True:
            try:
                process.wait(0.2)
                break
            except subprocess.TimeoutExpired:
                reason = None
                if time.monotonic() > deadline:
                    reason = f"time limit of {time_limit:g} s exceeded"
                elif memory_limit and resident_mb(process.pid) > memory_limit:
                    reason = f"memory limit of {memory_limit} MB exceeded"
                if reason:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                    out.seek(0)
                    tail = out.read()[-1000:].decode("utf-8", "backslashreplace")
                    raise Failed(f"{reason}; stdout ended:\n{tail}") from None
        out.seek(0)
        err.seek(0)
        return Outcome(out.read(), err.read(), process.returncode)


def no_core():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def assemble(program, folder, reference, time_limit):
    output = str(folder / f"{program.module}.beam")
    return execute(["erl", "-noshell", "-noinput", "-pa", reference,
                    "-run", "assemble", "file", program.path.name, output],
                   program.path.parent, program.environment(), time_limit)


def compile_program(program, folder, reference, erlc, time_limit, warnings_fail=False):
    """The .beam files of a program in folder; sources are compiled under their base names."""
    places = {str(path.parent) for path in [*program.support, *program.headers]}
    base = ["erlc", "+deterministic", "-o", str(folder)]
    base += [word for place in sorted(places) for word in ("-I", place)]
    jobs = [(program.path, erlc + program.directives["erlc"])]
    jobs += [(path, []) for path in program.support]
    jobs += [(path, erlc) for path in program.companions if path.suffix == ".erl"]
    for path, options in jobs:
        if path.suffix == ".S":
            result = assemble(program, folder, reference, time_limit)
        else:
            result = execute(base + options + [path.name], path.parent, program.environment(),
                             time_limit)
        text = (result.stdout + result.stderr).decode("utf-8", "backslashreplace")
        if result.status != 0 or (text and warnings_fail):
            raise Failed(f"erlc {path.name}:\n{text}")


def beams(program, folder):
    """The program's own module first."""
    names = [program.module, *(path.stem for path in program.support)]
    names += [path.stem for path in program.companions if path.suffix == ".erl"]
    return [str(folder / f"{name}.beam") for name in names]


def run_reference(program, folder, reference, time_limit, flags=()):
    command = ["erl", "-noshell", *program.directives["flags"], *flags,
               *(QUIET if program.logs else ()), *program.directives["erl"], "-pa", str(folder), "-pa", str(reference),
               "-run", "reference", "run", program.module, "-extra",
               *program.directives["args"]]
    with (tempfile.TemporaryDirectory(prefix="joist-programs-") as cwd,
          standard_input(program.directives) as stdin):
        outcome = execute(command, cwd, program.environment(), time_limit, stdin=stdin)
    stdout, marker, report = outcome.stdout.partition(MARKER)
    if marker:
        outcome = Outcome(stdout, outcome.stderr + report, outcome.status)
    return outcome.without_reports() if program.logs else outcome


class Suite:
    def __init__(self, options):
        self.options = options
        self.erlc = shlex.split(options.erlc_args)
        self.boot = ["--no-boot"] if options.no_boot else []
        # With OTP, `user` reads standard input on both sides.
        self.noinput = ["-noinput"] if options.no_boot else []
        # What both sides are started with, by the name of the run.
        self.runs = {f"+S {number}:{number}": ("+S", f"{number}:{number}") for number in options.schedulers.split()}
        self.runs = self.runs or {"": ()}
        self.cache = pathlib.Path(options.cache)
        self.cache.mkdir(parents=True, exist_ok=True)
        self.release = subprocess.run(
            ["erl", "-noshell", "-eval", 'io:put_chars(erlang:system_info(system_version)), '
             'erlang:halt().'], capture_output=True, text=True, check=True).stdout
        self.reference = tempfile.TemporaryDirectory(prefix="joist-programs-reference-")
        tools = [str(SUPPORT / name) for name in ("reference.erl", "assemble.erl")]
        subprocess.run(["erlc", "-o", self.reference.name, *tools], check=True)

    def expected(self, program):
        """Folder with the program's .beam files and what erl makes of them, from the cache."""
        folder = self.cache / program.key(self.release, *self.runs, *self.erlc, *self.boot)
        if not folder.exists():
            scratch = pathlib.Path(tempfile.mkdtemp(prefix="new-", dir=self.cache))
            try:
                compile_program(program, scratch, self.reference.name, self.erlc,
                                self.options.time_limit)
                for name, flags in self.runs.items():
                    run_reference(program, scratch, self.reference.name, self.options.time_limit,
                                  (*self.noinput, *flags)).save(scratch / f"outcome{name}")
                try:
                    scratch.rename(folder)
                except OSError:
                    pass  # another run of the suite was faster
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
        return folder

    def check_native(self, program):
        folder = self.expected(program)
        work = self.options.work or tempfile.mkdtemp(prefix="joist-programs-")
        os.makedirs(work, exist_ok=True)
        executable = os.path.join(work, program.module)
        try:
            includes = [word for name in program.directives["include"]
                        for word in ("--include", name)]
            build = [self.options.joist, "build", *beams(program, folder), "-o", executable,
                     *includes, *program.directives["build"], *self.boot,
                     *shlex.split(self.options.build_args)]
            built = execute(build, work, None, BUILD_LIMIT)
            if built.status != 0 or not os.path.exists(executable):
                text = (built.stdout + built.stderr).decode("utf-8", "backslashreplace")
                raise Broken(f"joist build: exit status {built.status}\n{text}")
            for name, flags in self.runs.items():
                expected = Outcome.load(folder / f"outcome{name}")
                for _ in range(self.options.repeat):
                    actual = self.run_native(program, executable, flags)
                    lines = expected.differences(actual, ("erl", "native"))
                    if lines:
                        kind = Broken if actual.is_broken(expected) else Failed
                        raise kind("\n".join([f"with {name}:"] * bool(name) + lines))
        finally:
            if not self.options.work:
                shutil.rmtree(work, ignore_errors=True)

    def run_native(self, program, executable, flags):
        env = program.environment()
        flags = [*program.directives["flags"], *flags]
        if flags:
            env["JOIST_FLAGS"] = shlex.join(flags)
        with (tempfile.TemporaryDirectory(prefix="joist-programs-") as cwd,
              standard_input(program.directives) as stdin):
            actual = execute([executable, *program.directives["args"]], cwd, env,
                             self.options.time_limit, self.options.memory_limit, stdin)
        return actual.without_reports() if program.logs else actual

    def check_reference(self, program):
        """Deterministic, quick, without warnings: fit to be compared with."""
        with tempfile.TemporaryDirectory(prefix="joist-programs-") as name:
            folder = pathlib.Path(name)
            compile_program(program, folder, self.reference.name, self.erlc,
                            self.options.time_limit, warnings_fail=True)
            outcomes = []
            for flags in ((), ("+S", "1"), ("+S", "4:4")):
                start = time.monotonic()
                outcomes.append(run_reference(program, folder, self.reference.name,
                                              self.options.time_limit, flags))
                seconds = time.monotonic() - start
                if seconds > self.options.slow:
                    raise Failed(f"slow on erl: {seconds:.1f} s")
            for other in outcomes[1:]:
                lines = outcomes[0].differences(other, ("erl", "erl again"))
                if lines:
                    raise Failed("not deterministic\n" + "\n".join(lines))
            if not outcomes[0].stdout and not outcomes[0].stderr:
                raise Failed("prints nothing that is compared")
            if b"$reference_lost" in outcomes[0].stdout:
                raise Failed("the module does not load, or the process of main died")
            if outcomes[0].status < 0 and "halt(abort)" not in program.path.read_text():
                raise Failed(f"erl died of signal {-outcomes[0].status}")
            if b"{reference," in outcomes[0].stdout + outcomes[0].stderr:
                raise Failed("prints a stack trace that is not cut with t:st/1")
            if b"Cannot allocate" in outcomes[0].stderr:
                raise Failed("erl ran out of memory")
            if self.options.show:
                show(program, outcomes[0])


SHOW_LOCK = threading.Lock()


def show(program, outcome):
    with SHOW_LOCK:
        for text in (f"=== {program.name} stdout\n".encode(), outcome.stdout,
                     f"=== {program.name} stderr\n".encode(), outcome.stderr,
                     f"=== {program.name} status {outcome.status}\n".encode()):
            sys.stdout.buffer.write(text)
        sys.stdout.flush()


def programs(suite, pattern, light):
    found = []
    for path in sorted(suite.rglob("*")):
        if path.suffix in (".erl", ".core", ".S") and not {"support", "with"} & set(path.parts):
            program = Program(path, suite)
            if re.search(pattern, program.name) and not (light and program.directives["heavy"]):
                found.append(program)
    return found


def limited(text):
    lines = text.splitlines()
    if len(lines) > DIFF_LINES:
        rest = len(lines) - DIFF_LINES
        lines = lines[:DIFF_LINES] + [f"... {rest} more lines"]
    return "".join(f"    {line}\n" for line in lines)


def known_differences(suite):
    """Names of programs in known.txt: defects that are known, each with its reason."""
    path = suite / "known.txt"
    if not path.exists():
        return set()
    with open(path, encoding="utf-8") as lines:
        return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def main():
    default_cache = os.path.join(os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache")),
                                 "joist-tests", "programs")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suite", required=True, type=pathlib.Path, metavar="DIR",
                        help="the folder of programs (run.sh gives it)")
    parser.add_argument("--schedulers", default="", metavar='"N ..."',
                        help="run with each of these numbers of schedulers on both sides; "
                        "none: as each side starts without flags")
    parser.add_argument("--repeat", type=int, default=1, metavar="N",
                        help="run each executable so often (default %(default)d)")
    parser.add_argument("--joist", default="build/joist", help="the compiler (default %(default)s)")
    parser.add_argument("--filter", default="", metavar="REGEX",
                        help="only programs whose path below the suite's folder matches")
    parser.add_argument("--light", action="store_true",
                        help="leave out heavy programs: for builds that collect at every allocation")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N")
    parser.add_argument("--no-boot", action="store_true", help="build without OTP's boot")
    parser.add_argument("--build-args", default="", metavar="ARGS",
                        help='more arguments for joist build, such as "-O0"')
    parser.add_argument("--erlc-args", default="", metavar="ARGS",
                        help='more arguments for erlc, on both sides, such as "+r22"')
    parser.add_argument("--record-erl-only", action="store_true",
                        help="only check on erl that programs are deterministic and quick")
    parser.add_argument("--show", action="store_true",
                        help="with --record-erl-only: print what the programs print")
    parser.add_argument("--work", metavar="DIR", help="keep the executables there")
    parser.add_argument("--cache", default=default_cache, metavar="DIR",
                        help="results of erl (default %(default)s)")
    parser.add_argument("--time-limit", type=float, default=60, metavar="SECONDS",
                        help="per program (default %(default)g)")
    parser.add_argument("--memory-limit", type=int, default=6000, metavar="MB",
                        help="per executable (default %(default)d)")
    parser.add_argument("--slow", type=float, default=3, metavar="SECONDS",
                        help="with --record-erl-only: too slow on erl (default %(default)g)")
    options = parser.parse_args()
    options.suite = options.suite.resolve()
    options.joist = os.path.abspath(options.joist)
    if not options.record_erl_only and not os.access(options.joist, os.X_OK):
        parser.error(f"{options.joist}: no such program; build joist or give --joist PATH")

    todo = programs(options.suite, options.filter, options.light)
    suite = Suite(options)
    check = suite.check_reference if options.record_erl_only else suite.check_native
    terminal = sys.stdout.isatty()
    known = known_differences(options.suite)
    passed = failed = differing = 0
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        futures = {pool.submit(check, program): program for program in todo}
        for future in concurrent.futures.as_completed(futures):
            program = futures[future]
            if terminal:
                print("\r\033[K", end="")
            try:
                future.result()
                passed += 1
                if program.name in known and not options.record_erl_only:
                    print(f"FIXED {program.name}: take it out of known.txt", flush=True)
            except Failed as failure:
                if program.name in known and not isinstance(failure, Broken):
                    differing += 1
                    continue
                failed += 1
                print(f"FAIL {program.name}\n{limited(str(failure))}", end="", flush=True)
            if terminal:
                print(f"[{passed + failed}/{len(todo)}] {program.name}", end="", flush=True)
    if terminal:
        print("\r\033[K", end="")
    if differing:
        print(f"{differing} programs differ as known.txt says")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The slow suites, to be run before a capability is called done: the language suite without
# optimisation, under GC stress with poisoned heaps and under the sanitizers, processes under GC
# stress, the sanitizers and TSan, the soak test, OTP's sources through erlparse, every installed
# module, and long fuzzing. Takes hours on two cores.
#
#   tests/slow.sh [FUZZ-SECONDS]     default 600
#
# Ends with the sum of all parts, "N passed, M failed".
set -u
cd "$(dirname "$0")/.."
exec tests/run.sh --slow "${1:-600}"

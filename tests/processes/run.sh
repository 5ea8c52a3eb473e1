#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Differential tests of processes: each program natively and on stock erl, on 1 and on 4 schedulers.
# See README.md and --help.
set -eu
here=$(dirname "$0")
exec python3 "$here/../tools/differential.py" --suite "$here" --no-boot --schedulers "1 4" "$@"

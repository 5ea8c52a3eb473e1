#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Differential language tests: each program natively and on stock erl. See README.md and --help.
set -eu
here=$(dirname "$0")
exec python3 "$here/../tools/differential.py" --suite "$here" --no-boot "$@"

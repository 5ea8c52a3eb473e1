#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Differential language tests: each program natively and on stock erl. See README.md and --help.
set -eu
exec python3 "$(dirname "$0")/run.py" "$@"

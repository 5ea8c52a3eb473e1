#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Times the programs of programs/ natively and on erl in turn. See --help.
set -eu
exec python3 "$(dirname "$0")/run.py" "$@"

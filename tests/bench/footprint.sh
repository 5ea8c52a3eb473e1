#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Size, start-to-exit time and peak memory of a hello-world executable, beside erl's. See --help.
set -eu
exec python3 "$(dirname "$0")/footprint.py" "$@"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Hello world, a million processes and a busy timer: sizes and times beside erl's. See --help.
set -eu
exec python3 "$(dirname "$0")/footprint.py" "$@"

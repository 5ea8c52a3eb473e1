#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compiles every installed .beam file (OTP, Elixir, OTP 27 when given) to an object. See --help.
set -eu
exec python3 "$(dirname "$0")/compile_all.py" "$@"

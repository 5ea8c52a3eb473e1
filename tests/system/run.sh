#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Differential tests of programs on a booted OTP: each natively and on stock erl. See README.md of
# the folder above and --help.
set -eu
here=$(dirname "$0")
exec python3 "$here/../tools/differential.py" --suite "$here" "$@"

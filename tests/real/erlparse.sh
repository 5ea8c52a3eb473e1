#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# examples/erlparse natively and on erl, over every .erl file of OTP's own sources. See --help.
set -eu
exec python3 "$(dirname "$0")/erlparse.py" "$@"

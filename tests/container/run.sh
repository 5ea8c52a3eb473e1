#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# An executable in an empty container: nothing else in its root, no rights, small limits.
#
#   tests/container/run.sh [--joist PATH]
#
# Needs root or passwordless sudo, for chroot. Ends with a line "N passed, M failed".
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tools/checks.sh"
chroot=$(PATH=$PATH:/usr/sbin:/sbin command -v chroot)
root=()
[ "$(id -u)" = 0 ] || root=(sudo -n)

mkdir "$work/root" "$work/root/sub"
"$joist" build "$here/inside.erl" -o "$work/root/inside" || { echo "0 passed, 1 failed"; exit 1; }
chmod 0755 "$work" "$work/root/inside"
rmdir "$work/root/sub"
chmod 0555 "$work/root"

# As nobody, in a root that holds the executable alone and cannot be written, without /proc, files
# limited to 1 MB.
inside() {
    (cd / && prlimit --fsize=1048576 --nofile=64 "${root[@]}" env -i \
        "$chroot" --userspec=65534:65534 "$work/root" /inside "$@") </dev/null
}
says() { # expected last line, then arguments
    local expected=$1 output
    shift
    output=$(inside "$@") || { echo "exit status $?"; echo "$output"; return 1; }
    [ "${output##*$'\n'}" = "$expected" ] || { echo "$output"; return 1; }
}
no_writable_code() {
    "$work/root/inside" maps | tee "$work/maps" | grep -E '^[0-9a-f]+-[0-9a-f]+ .wx' && return 1
    grep -q ' r.xp ' "$work/maps"
}
static() { ! readelf -l "$work/root/inside" | grep -q INTERP; }
status() {
    inside fail
    [ $? -eq 1 ]
}

check "static" static
check "hello" says "hello from /inside" hello
check "services of OTP" says "ok" services
check "files inside the executable" says "stdlib-" files
check "crypto, without /dev/urandom" says "16" crypto
check "a failure's exit status" status
check "no memory both writable and executable" no_writable_code

checks_end

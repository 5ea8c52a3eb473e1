#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# OTP's own test suites in executables: fetches OTP's source (apt-get source), compiles the suites,
# runs them, and compares with failing.txt. Slow: about an hour. SET is D, K or A (default: all).
#
#   tests/otp/suites.sh [--joist PATH] [--set SET]... [--suite AREA/NAME_SUITE]...
#                       [--source OTP_SOURCE]
#
# Ends with a line "N passed, M failed"; failed are cases that pass on stock OTP, do not pass here
# and are not in failing.txt.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
joist=$here/../../build/joist
cache=${XDG_CACHE_HOME:-$HOME/.cache}/joist-tests/otp
source=
sets=()
suites=()
while [ $# -gt 0 ]; do
    case $1 in
        --joist) joist=$(realpath "$2") ;;
        --set) sets+=("$2") ;;
        --suite) suites+=(--suite "$2") ;;
        --source) source=$2 ;;
        *) sed -n '3,11s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift 2
done
[ ${#sets[@]} -gt 0 ] || sets=(D K A)
if [ ${#suites[@]} -eq 0 ]; then
    for set in "${sets[@]}"; do
        suites+=(--set "$here/sets/$set.json")
    done
fi
mkdir -p "$cache"

# With the machine's own package sources, of which the source packages may not be configured.
fetch_source() {
    local parts=$cache/apt/parts lists=$cache/apt/lists file
    mkdir -p "$parts" "$lists/partial"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -e "$file" ] || sed -n 's/^deb /deb-src /p' "$file" >>"$parts/all.list"
    done
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -e "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$parts/${file##*/}"
    done
    local options=(-q -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$parts"
        -o "Dir::State::Lists=$lists")
    (cd "$cache" && apt-get "${options[@]}" update && apt-get "${options[@]}" source erlang) >&2
}

if [ -z "$source" ]; then
    source=$(find "$cache" -maxdepth 1 -type d -name 'erlang-*' | head -n 1)
    if [ -z "$source" ]; then
        fetch_source
        source=$(find "$cache" -maxdepth 1 -type d -name 'erlang-*' | head -n 1)
    fi
fi

# Compiled again when what compiles them, or the list, has changed.
prepare() {
    local mark=$cache/prepared/$1.done
    if [ ! -e "$mark" ] || [ -n "$(find "$here" -newer "$mark" \
        \( -name '*.erl' -o -name prepare.py -o -path "*/sets/$1.json" \))" ]; then
        "$here/prepare.py" --otp "$source" --out "$cache/prepared" --set "$here/sets/$1.json"
        touch "$mark"
    fi
}

baselines=()
for set in "${sets[@]}"; do
    prepare "$set"
    baselines+=("$here/baseline/$set.json")
done
"$here/run_aot.py" --dir "$cache/prepared" "${baselines[@]/#/--baseline=}" "${suites[@]}" \
    --report "$cache/report.json" --show --jobs "$(nproc)" \
    --build "$joist build --object-code {beams} {include} -o {out}"
python3 - "$cache/report.json" "$here/failing.txt" "${baselines[@]}" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))["suites"]
known = {line.split(":")[0] for line in open(sys.argv[2]) if line.strip()}
baseline = {}
for name in sys.argv[3:]:
    baseline.update(json.load(open(name))["suites"])
passed, failed = 0, []
for suite, result in report.items():
    for case, stock in baseline[suite]["cases"].items():
        if stock["s"] != "ok":
            continue
        if result["cases"].get(case, {}).get("s") == "ok":
            passed += 1
        elif f"{suite} {case}" not in known:
            failed.append(f"{suite} {case}")
for case in failed:
    print("FAILED:", case)
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
PY

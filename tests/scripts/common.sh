# common.sh - what the script tests share: a temporary folder, an emulator, and one line per test.
set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$root" && cd "${BUILD:-build}" && pwd)
cc=${CC:-cc}
pkg_config=${PKG_CONFIG:-pkg-config}
strict='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Werror'
dir=$(mktemp -d)
export XDG_CONFIG_HOME="$dir/config"
emulator=
failures=0
finish() {
    [ -z "$emulator" ] || kill "$emulator" 2>/dev/null
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

export PYTHONDONTWRITEBYTECODE=1 # the sources stay as they are
export HOME="$dir" # where the clouds' own tools keep keys
for name in $(env | sed -nE 's/^(HUAWEICLOUD_[A-Z_]*|HW_[A-Z_]*|ALIBABA_CLOUD_[A-Z_]*|BCE_[A-Z_]*|VOLCENGINE_[A-Z_]*|VOLCSTACK_[A-Z_]*|BYTEPLUS_[A-Z_]*|BWP_[A-Z_]*|COLUMNS|NO_COLOR)=.*/\1/p' | grep -v '^BWP_TEST_'); do unset "$name"; done

# try NAME COMMAND...: one test, which passes if the command succeeds
try() {
    name=$1
    shift
    if "$@" >"$dir/try.log" 2>&1; then
        echo "ok $name"
    else
        echo "not ok $name"
        sed 's/^/    /' "$dir/try.log"
        failures=$((failures + 1))
    fi
}

done_testing() {
    exit "$failures"
}

start_emulator() {
    "$build/bwp-emulator" --port-file "$dir/port" --ledger "$dir/ledger" >"$dir/emulator.log" 2>&1 &
    emulator=$!
    tries=0
    while [ ! -s "$dir/port" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 300 ]; then echo "not ok the emulator starts"; exit 1; fi
        sleep 0.1
    done
    endpoint=http://127.0.0.1:$(cat "$dir/port")
    export HUAWEICLOUD_SDK_AK=emulator-access-key HUAWEICLOUD_SDK_SK=emulator-secret-key
    export HUAWEICLOUD_SDK_DOMAIN_ID=emulator-account HUAWEICLOUD_SDK_PROJECT_ID=emulator-project
    export ALIBABA_CLOUD_ACCESS_KEY_ID=emulator-access-key ALIBABA_CLOUD_ACCESS_KEY_SECRET=emulator-secret-key
    export BCE_ACCESS_KEY_ID=emulator-access-key BCE_SECRET_ACCESS_KEY=emulator-secret-key
    export VOLCENGINE_ACCESS_KEY=emulator-access-key VOLCENGINE_SECRET_KEY=emulator-secret-key
    export BYTEPLUS_ACCESS_KEY=emulator-access-key BYTEPLUS_SECRET_KEY=emulator-secret-key
}

# says STATUS TEXT COMMAND...: that exit status, and that text in what it prints
says() {
    want=$1
    text=$2
    shift 2
    "$@" >"$dir/out" 2>&1
    got=$?
    cat "$dir/out"
    [ "$got" = "$want" ] || { echo "exit status $got, not $want"; return 1; }
    grep -qF -- "$text" "$dir/out" || { echo "does not say: $text"; return 1; }
}

# the release as version.h has it: 1.0.0-rc1
release() {
    sed -nE 's/^#define BWP_VERSION_(MAJOR|MINOR|PATCH|SUFFIX) *"?([^" ]*).*/\2/p' "$root/include/bwp/version.h" |
        paste -sd ' ' - | sed 's/ /./; s/ /./; s/ //'
}

# bare HEADERS: the public header without its comments, which may begin behind a member and end lines below
bare() {
    awk '{
        line = ""
        for (rest = $0; rest != "";) {
            at = index(rest, inside ? "*/" : "/*")
            if (!inside) line = line (at ? substr(rest, 1, at - 1) : rest)
            rest = at ? substr(rest, at + 2) : ""
            if (at) inside = !inside
        }
        print line
    }' "$1/bwp/bwp.h"
}

# declared HEADERS: a line for each function, with single blanks: "const char *bwp_version(void)"
declared() {
    bare "$1" | tr '\n;' ' \n' | sed -n 's/.*BWP_API *\(.*)\)$/\1/p' | sed 's/  */ /g'
}

json_field() { python3 -c 'import json,sys; print(json.loads(sys.stdin.read())[sys.argv[1]])' "$1"; }

# control PATH JSON: arranges something in the emulator, such as a fault
control() {
    python3 - "$endpoint" "$1" "$2" <<'P'
import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/emulator/" + sys.argv[2], sys.argv[3].encode(), method="POST"))
P
}
fault() { control faults "$1"; }

purchases() {
    if [ -f "$dir/ledger" ]; then wc -l <"$dir/ledger" | tr -d ' '; else echo 0; fi
}

# common.sh - what the script tests share: a temporary folder, an emulator, and one line per test.
set -u
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$root" && cd "${BUILD:-build}" && pwd)
cc=${CC:-cc}
pkg_config=${PKG_CONFIG:-pkg-config}
strict='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Werror'
dir=$(mktemp -d)
emulator=
failures=0
finish() {
    [ -z "$emulator" ] || kill "$emulator" 2>/dev/null
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

export HOME="$dir" # where the clouds' own tools keep keys
for name in $(env | sed -n 's/^\(HUAWEICLOUD_[A-Z_]*\|HW_[A-Z_]*\|ALIBABA_CLOUD_[A-Z_]*\|BCE_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done

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
}

purchases() {
    if [ -f "$dir/ledger" ]; then wc -l <"$dir/ledger" | tr -d ' '; else echo 0; fi
}

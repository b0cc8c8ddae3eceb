#!/bin/sh
# Starts the emulator of the four clouds, takes one package at each through its life, and shows what they noted down.
# Nothing leaves this machine.
#   examples/demo.sh [BUILD]
set -eu

build=${1:-build}
dir=$(mktemp -d)
BWP_EMULATOR_PID=
trap '[ -z "$BWP_EMULATOR_PID" ] || kill "$BWP_EMULATOR_PID"; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM

# the emulator's endpoint, and its keys under the names that each provider's own tools use
export XDG_CONFIG_HOME="$dir" # nobody's own settings
unset BWP_PROFILE
environment=$("$build/bwp-emulator" --env --ledger "$dir/ledger")
eval "$environment"

# bwp VERB WORD...: shown, then run; BWP_PROVIDER, BWP_SITE and BWP_ENDPOINT say the rest
bwp() {
    verb=$1
    shift
    printf '\n$ bwp %s\n' "$verb${*:+ $*}"
    if [ "$verb" = list ]; then # a table fits the terminal it is printed on
        "$build/bwp" list "$@" || exit 1
        return
    fi
    "$build/bwp" "$verb" "$@" >"$dir/out" 2>"$dir/err" || {
        cat "$dir/out" "$dir/err"
        exit 1
    }
    grep -v '^  request id\|^  client token' "$dir/out"
}

# live NAME NETWORK BANDWIDTH OPTION...: buys, and takes what was bought through its life
live() {
    name=$1 network=$2 bandwidth=$3
    shift 3
    printf '\n==== %s ====\n' "$BWP_PROVIDER"
    bwp create --name "$name" "$@" --wait
    id=$("$build/bwp" list --name "$name" --json |
        sed 's/.*"packages":\[{"id":"\([^"]*\)".*/\1/')
    [ "$BWP_PROVIDER" = baidu ] || bwp tag "$id" env=demo
    bwp resize "$id" --bandwidth "$bandwidth" --yes
    bwp bind "$id" --bound-to "$network"
    bwp get "$id"
    bwp list
    bwp unbind "$id"
    bwp delete "$id" --yes
}

echo "Four clouds on $BWP_ENDPOINT; real sockets, real signatures, no real money."
export BWP_PROVIDER=huawei BWP_SITE=china
live 香港-上海 cc-demo 8 --bandwidth 5 --areas china,asia-pacific --billing postpaid
BWP_PROVIDER=alibaba
unset BWP_SITE
live paris-hangzhou cen-demo 200 --bandwidth 100 --areas china,europe --billing postpaid
BWP_PROVIDER=baidu
live beijing-hongkong csn-demo 30 --bandwidth 20 --areas china,asia-pacific --billing postpaid
BWP_PROVIDER=volcengine
live shanghai-jakarta cen-demo 12 --bandwidth 6 --areas china,asia-pacific --billing postpaid_95

printf '\nWhat the clouds sold and changed, from the emulator'\''s ledger, without the requests:\n'
sed 's/,"order_id".*"at"/,"at"/; s/,"request".*/}/' "$dir/ledger"

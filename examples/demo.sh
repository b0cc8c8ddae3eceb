#!/bin/sh
# Starts the emulator of the three clouds, takes one package at each through its life, and shows what they noted down.
# Nothing leaves this machine.
#   examples/demo.sh [BUILD]
set -eu

build=${1:-build}
dir=$(mktemp -d)
BWP_EMULATOR_PID=
trap '[ -z "$BWP_EMULATOR_PID" ] || kill "$BWP_EMULATOR_PID"; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM

# the emulator's endpoint, and its keys under the names that each provider's own tools use
export COLUMNS="${COLUMNS:-80}"
environment=$("$build/bwp-emulator" --env --ledger "$dir/ledger")
eval "$environment"

# bwp VERB WORD...: shown as a person would type it, then run; what every line repeats is left out of what is shown
bwp() {
    verb=$1
    shift
    printf '\n$ bwp %s\n' "$verb${*:+ $*}"
    # shellcheck disable=SC2086
    "$build/bwp" "$verb" --endpoint "$BWP_ENDPOINT" --provider $cloud "$@" >"$dir/out" 2>"$dir/err" || {
        cat "$dir/out" "$dir/err"
        exit 1
    }
    grep -v '^  request id\|^  client token' "$dir/out"
}

# live NAME NETWORK BANDWIDTH OPTION...: buys, and takes what was bought through its life
live() {
    name=$1 network=$2 bandwidth=$3
    shift 3
    printf '\n==== %s ====\n' "${cloud%% *}"
    bwp create --name "$name" "$@" --wait
    id=$("$build/bwp" list --endpoint "$BWP_ENDPOINT" --provider $cloud --name "$name" --json |
        sed 's/.*"packages":\[{"id":"\([^"]*\)".*/\1/')
    [ "${cloud%% *}" = baidu ] || bwp tag "$id" env=demo
    bwp resize "$id" --bandwidth "$bandwidth" --yes
    bwp bind "$id" --bound-to "$network"
    bwp get "$id"
    bwp list
    bwp unbind "$id"
    bwp delete "$id" --yes
}

echo "Three clouds on $BWP_ENDPOINT; real sockets, real signatures, no real money."
echo "Each line also has --provider and --endpoint, which are left out here."
cloud='huawei --site china'
live 香港-上海 cc-demo 8 --bandwidth 5 --areas china,asia-pacific --billing postpaid
cloud=alibaba
live paris-hangzhou cen-demo 200 --bandwidth 100 --areas china,europe --billing postpaid
cloud=baidu
live beijing-hongkong csn-demo 30 --bandwidth 20 --areas china,asia-pacific --billing postpaid

printf '\nWhat the clouds sold and changed, from the emulator'\''s ledger, without the requests:\n'
sed 's/,"order_id".*"at"/,"at"/; s/,"request".*/}/' "$dir/ledger"

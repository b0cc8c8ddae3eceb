#!/bin/sh
# Starts the emulator of the three clouds, buys one package at each, and shows what they sold.  Nothing leaves this machine.
#   examples/demo.sh [BUILD]
set -eu

build=${1:-build}
dir=$(mktemp -d)
BWP_EMULATOR_PID=
trap '[ -z "$BWP_EMULATOR_PID" ] || kill "$BWP_EMULATOR_PID"; rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM

# the emulator's endpoint, and its keys under the names that each provider's own tools use
environment=$("$build/bwp-emulator" --env --ledger "$dir/ledger")
eval "$environment"

buy() {
    printf '\n$ bwp create'
    printf ' %s' "$@"
    printf '\n'
    "$build/bwp" create --endpoint "$BWP_ENDPOINT" "$@"
}

echo "Three clouds on $BWP_ENDPOINT; real sockets, real signatures, no real money."
buy --provider huawei --site china --name demo --bandwidth 5 --areas china,asia-pacific --billing postpaid
buy --provider alibaba --name demo --bandwidth 100 --areas china,europe --billing prepaid --period 1month --auto-pay --tag env=demo
buy --provider baidu --name demo --bandwidth 20 --areas china,asia-pacific --billing prepaid --period 3months --auto-pay

printf '\nWhat the clouds sold, from the emulator'\''s ledger:\n'
cat "$dir/ledger"

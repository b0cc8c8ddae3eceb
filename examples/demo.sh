#!/bin/sh
# Starts the emulator of the three clouds, buys one package at each, and shows what they sold.  Nothing leaves this machine.
#   examples/demo.sh [BUILD]
set -eu

build=${1:-build}
dir=$(mktemp -d)
"$build/bwp-emulator" --port-file "$dir/port" --ledger "$dir/ledger" >"$dir/log" &
emulator=$!
trap 'kill $emulator 2>/dev/null; rm -rf "$dir"' EXIT

tries=0
while [ ! -s "$dir/port" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ]; then echo "demo: the emulator did not start" >&2; exit 1; fi
    sleep 0.1
done
endpoint=http://127.0.0.1:$(cat "$dir/port")

# the emulator's keys, under the names that each provider's own tools use
export HUAWEICLOUD_SDK_AK=emulator-access-key HUAWEICLOUD_SDK_SK=emulator-secret-key
export HUAWEICLOUD_SDK_DOMAIN_ID=emulator-account HUAWEICLOUD_SDK_PROJECT_ID=emulator-project
export ALIBABA_CLOUD_ACCESS_KEY_ID=emulator-access-key ALIBABA_CLOUD_ACCESS_KEY_SECRET=emulator-secret-key
export BCE_ACCESS_KEY_ID=emulator-access-key BCE_SECRET_ACCESS_KEY=emulator-secret-key
unset HUAWEICLOUD_SDK_SECURITY_TOKEN ALIBABA_CLOUD_SECURITY_TOKEN BCE_SECURITY_TOKEN BCE_SESSION_TOKEN

buy() {
    printf '\n$ bwp create'
    printf ' %s' "$@"
    printf '\n'
    "$build/bwp" create --endpoint "$endpoint" "$@"
}

echo "Three clouds on $endpoint; real sockets, real signatures, no real money."
buy --provider huawei --site china --name demo --bandwidth 5 --areas china,asia-pacific --billing postpaid
buy --provider alibaba --name demo --bandwidth 100 --areas china,europe --billing prepaid --period 1month --auto-pay --tag env=demo
buy --provider baidu --name demo --bandwidth 20 --areas china,asia-pacific --billing prepaid --period 3months --auto-pay

printf '\nWhat the clouds sold, from the emulator'\''s ledger:\n'
cat "$dir/ledger"

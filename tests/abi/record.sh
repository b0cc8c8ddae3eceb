#!/bin/sh
# Records the ABI of the library as it is built here, as that of the release that version.h names: the header and the export
# map, which tests compile with later, and the library's functions and types as abidw has them.  Once a release is tagged its
# record is never written again; that of its candidates goes with it.
#   tests/abi/record.sh VERSION RELEASE      1.0.0 1.0.0-rc1
set -eu
version=$1 release=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/abi/abi.sh"

library=$root/${BUILD:-build}/libbwp.so
case ${BUILD:-} in /*) library=$BUILD/libbwp.so ;; esac
folder=$root/tests/abi/$release

command -v abidw >/dev/null || { echo "abidw is not installed; .ci/deps install ci installs it" >&2; exit 1; }
readelf -S "$library" | grep -q '\.debug_info' || { echo "the library has to be built with -g" >&2; exit 1; }
readelf -h "$library" | grep -q 'Machine:.*X86-64' || { echo "releases are recorded on x86-64" >&2; exit 1; }

rm -rf "$folder" "$root/tests/abi/$version"-*
mkdir -p "$folder/bwp"
cp "$root/include/bwp/bwp.h" "$root/include/bwp/version.h" "$folder/bwp"
cp "$root/lib/libbwp.map" "$folder"
(cd "$root" && record "$library" include) >"$folder/libbwp.abi"
echo "recorded in tests/abi/$release: $(grep -c '<function-decl' "$folder/libbwp.abi") functions"

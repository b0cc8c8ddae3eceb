# A release: the same bytes from the same commit wherever it is cloned to, with its checksum and its inventory, and what is in it
# can be built.
. "$(dirname "$0")/common.sh"

if ! git -C "$root" rev-parse --verify --quiet HEAD >/dev/null 2>&1; then
    echo "skip this is no clone: whether a release is the same each time"
    exit 0
fi
make=${MAKE:-make}
for clone in one "an other"; do
    git clone -q "$root" "$dir/$clone"
    "$make" -C "$dir/$clone" -s dist BUILD=build >"$dir/$clone.said"
done
archive=$(cd "$dir/one/build/dist" && echo libbwp-*.tar.gz)
release=${archive%.tar.gz}
try the_archive_is_called_after_the_release [ "$release" = "libbwp-$(release)" ]

try two_clones_give_the_same_archive cmp "$dir/one/build/dist/$archive" "$dir/an other/build/dist/$archive"
try two_clones_give_the_same_inventory cmp "$dir/one/build/dist/$release.spdx.json" "$dir/an other/build/dist/$release.spdx.json"
fits() { cd "$dir/one/build/dist" && sha256sum -c --quiet "$archive.sha256"; }
try the_checksum_fits fits
told() { grep -q "^$(cut -d ' ' -f 1 "$dir/one/build/dist/$archive.sha256")  $archive\$" "$dir/one.said"; }
try the_checksum_is_told told
inventory() {
    python3 - "$dir/one/build/dist" "$release" <<'END'
import hashlib, json, re, sys
folder, name = sys.argv[1:]
spdx = json.load(open(f'{folder}/{name}.spdx.json'))
packages = {p['SPDXID']: p for p in spdx['packages']}
assert spdx['spdxVersion'] == 'SPDX-2.3' and spdx['dataLicense'] == 'CC0-1.0'
assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', spdx['creationInfo']['created'])
assert len(packages) == len(spdx['packages'])
ours = packages['SPDXRef-libbwp']
assert f"libbwp-{ours['versionInfo']}" == name
assert ours['checksums'][0]['checksumValue'] == hashlib.sha256(open(f'{folder}/{name}.tar.gz', 'rb').read()).hexdigest()
for r in spdx['relationships']:
    for end in r['spdxElementId'], r['relatedSpdxElement']:
        assert end == 'SPDXRef-DOCUMENT' or end in packages, end
linked = {r['relatedSpdxElement'] for r in spdx['relationships'] if r['relationshipType'] == 'DYNAMIC_LINK'}
assert linked == {'SPDXRef-curl', 'SPDXRef-cjson', 'SPDXRef-openssl'}, linked
END
}
try the_inventory_names_the_archive_and_what_is_linked inventory
builds() {
    mkdir "$dir/unpacked" && tar -xzf "$dir/one/build/dist/$archive" -C "$dir/unpacked" &&
        "$make" -C "$dir/unpacked/$release" -s lib BUILD=build && [ -f "$dir/unpacked/$release/build/libbwp.a" ]
}
try what_is_in_it_can_be_built builds
refuses() { ! "$make" -C "$dir/unpacked/$release" -s dist BUILD=build 2>"$dir/refused" && grep -q 'no repository of git' "$dir/refused"; }
try without_a_repository_it_says_so refuses
done_testing

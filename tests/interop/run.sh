#!/bin/sh
# Lets the vendors' own packages and libbwp judge each other; BUILD is the folder of the build that is judged.
#   run.sh [SEED]   with another seed, a number, other texts are asked for
#   Exit status 75: Node.js or the packages cannot be had here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$here/../.." && cd "${BUILD:-build}" && pwd)
installed=$build/interop

cannot() {
    echo "the vendors' packages: not tested, $*"
    exit 75
}

for name in node npm; do
    command -v "$name" >/dev/null || cannot "$name is missing; Node.js 18 or newer and npm are needed"
done
version=$(node --version)
[ "$(expr "$version" : 'v\([0-9]*\)')" -ge 18 ] || cannot "Node.js is $version; 18 or newer is needed"
for program in bwp bwp-emulator; do
    [ -x "$build/$program" ] || { echo "$build/$program is missing; \`make\` builds it"; exit 1; }
done

# Once for each lock file, outside the tree.  What is wrong with our own files is a failure; anything else that npm may say
# means that the packages are not to be had.
if ! cmp -s "$here/package-lock.json" "$installed/node_modules/.bwp-lock"; then
    mkdir -p "$installed"
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$installed"
    if ! (cd "$installed" && npm ci) >"$installed/npm.log" 2>&1; then
        reason=$(sed -n 's/^npm [a-zA-Z!]* code //p' "$installed/npm.log" | head -n 1)
        case $reason in
        EINTEGRITY | EUSAGE | EJSONPARSE) cat "$installed/npm.log"; exit 1 ;;
        *) cannot "npm cannot install them ($reason); $installed/npm.log says why" ;;
        esac
    fi
    cp "$here/package-lock.json" "$installed/node_modules/.bwp-lock"
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
# Nothing of the user's is seen by the packages: no key, no proxy, no folder that some of them write to.
cd "$dir"
env -i PATH="$PATH" HOME="$dir" NODE_PATH="$installed/node_modules" \
    node --no-deprecation --no-warnings "$here/interop.js" "$build" "$dir" "$@"

# The builds of other people find the installed library, and what they build buys.
. "$(dirname "$0")/common.sh"

place=$dir/first\ place
install_it() { "${MAKE:-make}" -C "$root" -s install-lib BUILD="${BUILD:-build}" PREFIX="$place"; }
try the_library_is_installed install_it
start_emulator
buys() { # PROGRAM
    before=$(purchases)
    rm -f "$dir/token"
    env LD_LIBRARY_PATH="$place/lib" "$1" "$dir/token" "$endpoint" | grep -q '^bought csnBp-' && [ "$(purchases)" = $((before + 1)) ]
}

if command -v meson >/dev/null && command -v ninja >/dev/null; then
    setup() { CC=$cc meson setup "$dir/meson" "$root/examples/meson" --pkg-config-path "$place/lib/pkgconfig"; }
    try meson_finds_it setup
    try meson_builds_it ninja -C "$dir/meson"
    try what_meson_built_buys buys "$dir/meson/buyer"
else
    echo "skip meson is not installed here"
fi

# CMake's files follow an installation that is moved
mv "$place" "$dir/moved here"
place=$dir/moved\ here
if command -v cmake >/dev/null; then
    configure() { cmake -S "$root/examples/cmake" -B "$dir/cmake" -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$place" "$@"; }
    try cmake_finds_it configure
    try cmake_builds_both cmake --build "$dir/cmake"
    try what_cmake_built_buys buys "$dir/cmake/buyer"
    try what_cmake_built_statically_buys buys "$dir/cmake/buyer-static"
    inside() { ! readelf -d "$dir/cmake/buyer-static" | grep -q libbwp; }
    try and_has_the_library_inside inside

    # find ARGUMENTS...: what find_package(bwp ARGUMENTS) says
    find() {
        mkdir -p "$dir/find"
        printf 'cmake_minimum_required(VERSION 3.13)\nproject(find C)\nfind_package(bwp %s)\nmessage(STATUS "found=${bwp_FOUND}")\n' \
            "$*" >"$dir/find/CMakeLists.txt"
        cmake -S "$dir/find" -B "$dir/find/build" -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$place" 2>&1
    }
    serves() { find 1.0 REQUIRED | grep -q 'found=1'; }
    try an_older_version_is_served serves
    refuses() { find 99.0 | grep -qE 'found=(0|FALSE)'; }
    try a_version_to_come_is_not refuses
    without_static() { rm "$place/lib/libbwp.a" && find COMPONENTS static | grep -q 'bwp has no static library here'; }
    try a_missing_library_is_named without_static
else
    echo "skip cmake is not installed here"
fi
done_testing

# What .clusterfuzzlite/build.sh makes, given what such a service sets, runs with the corpus and the dictionary beside it.
. "$(dirname "$0")/../scripts/common.sh"

for tool in clang clang++ zip unzip; do
    command -v "$tool" >/dev/null || { echo "skip $tool is not installed here"; exit 0; }
done
mkdir "$dir/out" "$dir/work" "$dir/src"
export OUT="$dir/out" WORK="$dir/work" SRC="${SRC:-$dir/src}" CC=clang CXX=clang++ SANITIZER=address LIB_FUZZING_ENGINE=-fsanitize=fuzzer
export CFLAGS='-O1 -fno-omit-frame-pointer -gline-tables-only -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION -fsanitize=address -fsanitize-address-use-after-scope -fsanitize=fuzzer-no-link'
export CXXFLAGS="$CFLAGS"
cd "$root" || exit 1
# make's own flags are none of a service's
service() { env -u MAKEFLAGS -u MFLAGS -u BUILD bash .clusterfuzzlite/build.sh; }
try it_is_built service

runs() { # NAME
    mkdir "$dir/$1" && unzip -q -d "$dir/$1" "$OUT/${1}_seed_corpus.zip" && [ -n "$(ls "$dir/$1")" ] &&
        "$OUT/$1" -runs=0 -dict="$OUT/$1.dict" "$dir/$1"
}
for source in tests/fuzz/*_fuzz.c; do
    name=$(basename "$source" .c)
    try "${name}_runs_with_its_corpus" runs "$name"
done
done_testing

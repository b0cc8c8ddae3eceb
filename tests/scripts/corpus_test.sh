# Every input that ever taught a fuzzer something, handed to its target again.
. "$(dirname "$0")/common.sh"

for source in "$root"/tests/fuzz/*_fuzz.c; do
    target=$(basename "$source" _fuzz.c)
    try "the_corpus_of_${target}_holds" "$build/tests/fuzz/${target}_fuzz" "$root/tests/fuzz/corpus/$target"
done

mkdir "$dir/empty"
refuses() { ! "$build/tests/fuzz/utf8_fuzz" "$@"; }
try an_empty_folder_is_an_error refuses "$dir/empty"
try a_missing_folder_is_an_error refuses "$dir/missing"
try no_folder_is_an_error refuses
done_testing

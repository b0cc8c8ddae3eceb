# The tree is as clang-format 14 leaves it; other versions lay out some lines otherwise, so none of them is asked.
. "$(dirname "$0")/common.sh"

formatter=
for name in clang-format-14 clang-format; do
    if "$name" --version 2>/dev/null | grep -q 'version 14\.'; then formatter=$name; break; fi
done
if [ -z "$formatter" ]; then
    echo "skip clang-format 14 is not installed here"
    exit 0
fi
try make_format_would_change_nothing "${MAKE:-make}" -C "$root" -s check-format CLANG_FORMAT="$formatter"
mkdir "$dir/tree"
cp -R "$root/Makefile" "$root/.clang-format" "$root/include" "$root/lib" "$root/src" "$root/tests" "$root/examples" "$dir/tree"
printf 'int  main(void){ return 0; }\n' >"$dir/tree/examples/crooked.c"
sees_it() {
    ! "${MAKE:-make}" -C "$dir/tree" -s check-format CLANG_FORMAT="$formatter" 2>"$dir/said" && grep -q crooked.c "$dir/said"
}
try a_crooked_file_would_be_seen sees_it
done_testing

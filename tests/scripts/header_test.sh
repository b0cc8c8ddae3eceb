# The header stands alone, in C99 and C++11, without a warning.
. "$(dirname "$0")/common.sh"

printf '#include <bwp/bwp.h>\nint main(void) { bwp_config c = {0}; return (int)c.struct_size; }\n' >"$dir/a.c"
printf '#include <bwp/bwp.h>\nint main() { bwp_request r = {}; return (int)r.struct_size; }\n' >"$dir/a.cc"
printf '#include <bwp/version.h>\n#if BWP_VERSION_NUMBER < 0x000100\n#error too old\n#endif\nint main(void) { return 0; }\n' >"$dir/v.c"

for std in c99 c11 c17; do
    try "header_is_clean_in_$std" "$cc" -std=$std $strict -I"$root/include" -c "$dir/a.c" -o "$dir/a.o"
done
for std in c++11 c++17; do
    try "header_is_clean_in_$std" c++ -std=$std -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I"$root/include" \
        -c "$dir/a.cc" -o "$dir/a.o"
done
try version_stands_alone "$cc" -std=c99 $strict -I"$root/include" -c "$dir/v.c" -o "$dir/v.o"
no_foreign_types() { ! grep -E '#include *[<"](curl|cjson|cJSON|openssl)' "$root"/include/bwp/*.h; }
try no_dependency_shows_in_the_header no_foreign_types
done_testing

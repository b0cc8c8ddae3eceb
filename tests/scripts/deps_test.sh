# What .ci/deps would install where nothing is there: every row of its table has a package of Debian's.
. "$(dirname "$0")/common.sh"

mkdir "$dir/bin"
for tool in sh sed grep cut tr cat head; do ln -s "$(command -v "$tool")" "$dir/bin/$tool"; done
printf '#!/bin/sh\necho "$*" >>"%s/asked"\n' "$dir" >"$dir/bin/apt-get"
printf '#!/bin/sh\necho 0\n' >"$dir/bin/id"
chmod +x "$dir/bin/apt-get" "$dir/bin/id"
sed -n '/^[a-z0-9]*|[^|]*|[^|]/p' "$root/.ci/deps" >"$dir/rows"

asks_for_all() { # GROUP
    rm -f "$dir/asked"
    # it ends saying that all is missing still
    (cd "$root" && PATH="$dir/bin" PKG_CONFIG=pkg-config sh .ci/deps install "$1") >"$dir/out" 2>&1
    tr ' ' '\n' <"$dir/asked" >"$dir/names"
    grep "^$1|" "$dir/rows" | cut -d '|' -f 3 >"$dir/wanted"
    while IFS= read -r wanted <&9; do
        grep -qxF -- "$wanted" "$dir/names" || { echo "$wanted is not asked for"; cat "$dir/out"; return 1; }
    done 9<"$dir/wanted"
}
for group in $(cut -d '|' -f 1 "$dir/rows" | sort -u); do try "all_of_${group}_is_installed" asks_for_all "$group"; done
enough() { [ "$(wc -l <"$dir/rows")" -ge 40 ] && [ "$(cut -d '|' -f 1 "$dir/rows" | sort -u | wc -l)" -ge 11 ]; }
try the_table_was_read enough
done_testing

# Who may know whom in lib/, as lib/README.md says: by what is linked, by what is included, and by the words in the text.
. "$(dirname "$0")/common.sh"
LC_ALL=C
export LC_ALL
cd "$root" || exit 1

# one line "folder folder" for each pair of which the first may need the second; provider is lib/provider.[ch]
allowed='
keys base
net base
model base
model net
huawei base
huawei model
huawei net
alibaba base
alibaba model
alibaba net
baidu base
baidu model
baidu net
volcengine base
volcengine model
volcengine net
provider huawei
provider alibaba
provider baidu
provider volcengine
road base
road keys
road model
road net
api base
api keys
api model
api net
api provider
api road
'
printf '%s' "$allowed" | grep . | sort >"$dir/allowed"

room_of() { # lib/huawei/read.c is of the room huawei, lib/provider.c of provider
    case $1 in
    */*/*) basename "$(dirname "$1")" ;;
    *) basename "$1" | sed 's/\..*//' ;;
    esac
}

for source in lib/*.c lib/*/*.c; do
    nm -g "$build/${source%.c}.o" | awk -v room="$(room_of "$source")" '
        $(NF - 1) == "U" && $NF ~ /^bwpi?_/ { print room, "needs", $NF }
        $(NF - 1) != "U" && $NF ~ /^bwpi?_/ { print room, "has", $NF }'
done >"$dir/symbols"
awk '$2 == "has" { home[$3] = $1 } $2 == "needs" { room[NR] = $1; name[NR] = $3 }
    END { for (i in name) if (home[name[i]] != room[i]) print room[i], home[name[i]] }' "$dir/symbols" | sort -u >"$dir/linked"
enough() { [ "$(grep -c ' has ' "$dir/symbols")" -ge 100 ] && [ "$(wc -l <"$dir/linked")" -ge 15 ]; }
try the_symbols_were_read enough
below() { ! comm -23 "$dir/linked" "$dir/allowed" | grep .; }
try each_folder_links_only_with_those_below_it below

# provider.h stands between: it tells the rooms what to offer, and includes all that their table speaks of
for file in lib/*/*.[ch]; do
    sed -n 's/^#include "\([a-z]*\)[/.].*/\1/p' "$file" | sed "s/^/$(room_of "$file") /"
done | awk '$1 != $2 && $2 != "provider"' | sort -u >"$dir/included"
included_below() { ! comm -23 "$dir/included" "$dir/allowed" | grep .; }
try each_folder_includes_only_from_those_below_it included_below
under_the_table() { ! grep -l '^#include "provider' lib/base/* lib/keys/* lib/net/* lib/model/*; }
try the_floors_below_the_rooms_do_not_know_what_a_provider_is under_the_table

named_outside() { ! grep -lE "$1" $(ls lib/*.[ch] lib/*/*.[ch] | grep -vE "$2"); }
try providers_are_named_in_their_rooms_only \
    named_outside '[Hh]uawei|[Aa]libaba|[Aa]liyun|[Bb]aidu|[Vv]olc|[Bb]yte[Pp]lus|CC\.1|APIGW|x-acs|x-bce' \
    '^lib/(huawei|alibaba|baidu|volcengine|provider)'
try libcurl_is_known_to_net_only named_outside 'curl/curl\.h|curl_(easy|multi|global|slist)|CURL' '^lib/net/'
try cjson_is_known_to_one_file_only named_outside 'cjson/|cJSON_' '^lib/base/json\.c$'
try systems_are_told_apart_in_one_file_only named_outside '_WIN(32|64)|__(APPLE|MINGW|linux|unix|BSD|FreeBSD)|winsock|sys/socket\.h|netinet/' '^lib/base/system\.'
try openssl_is_known_to_one_file_only named_outside 'openssl/|EVP_|(^|[^A-Z])RAND_' '^lib/base/crypto\.c$'

grep -ohE '\[(hw|ali|bd|vo)-[a-z0-9-]+\]' lib/*.[ch] lib/*/*.[ch] lib/*/README.md lib/README.md | tr -d '[]' | sort -u >"$dir/cited"
sed -n 's/^| \([a-z]*-[a-z0-9-]*\) |.*https:.*/\1/p' lib/README.md | sort -u >"$dir/sources"
has_a_row() { [ -s "$dir/cited" ] && ! comm -23 "$dir/cited" "$dir/sources" | grep .; }
try each_source_that_a_comment_names_has_a_row_with_an_address has_a_row
is_cited() { ! comm -13 "$dir/cited" "$dir/sources" | grep .; }
try each_row_is_named_by_a_comment is_cited
done_testing

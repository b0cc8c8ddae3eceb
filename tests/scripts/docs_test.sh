# What people read is true: the printed pages are those of today's tables, every name of the header has a word, every link
# leads somewhere, and the pictures can be read by machines too.
. "$(dirname "$0")/common.sh"

cd "$root" || exit 1

# ---- the printed pages ----

is_today() { # PAGE
    "$build/docs/pages/pages" "$1" >"$dir/$1.md" && diff "docs/$1.md" "$dir/$1.md" && return 0
    echo "docs/$1.md is not what the tables say: make pages"
    return 1
}
try providers_md_is_what_the_tables_say is_today providers
try errors_md_is_what_the_tables_say is_today errors

# read in another way than the printer reads them
codes_are_told() {
    count=0
    for file in lib/*/errors.c; do
        for code in $(sed -n 's/^ *{"\([^"]*\)", BWP_ERR_.*/\1/p' "$file" | tr '*' '#'); do
            code=$(printf '%s' "$code" | tr '#' '*')
            count=$((count + 1))
            grep -qF "| \`$code\` |" docs/errors.md || { echo "$file: $code is not told of"; return 1; }
        done
    done
    [ "$count" -ge 150 ] || { echo "$count codes were read"; return 1; }
}
try each_code_of_each_provider_is_told_of codes_are_told
providers_are_told() {
    "$build/bwp" providers --json | python3 -c '
import json, sys
page = open("docs/providers.md").read() + open("docs/errors.md").read()
names = [p["name"] for p in json.load(sys.stdin)["providers"]]
sys.exit(len(names) < 4 or any(page.count("\n## " + name + "\n") != 2 for name in names))'
}
try each_provider_has_its_part_in_both providers_are_told
variables_are_told() {
    "$build/bwp" providers --json | python3 -c '
import json, sys
page = open("docs/providers.md").read()
for p in json.load(sys.stdin)["providers"]:
    part = page.split("\n## " + p["name"] + "\n")[1].split("\n## ")[0]
    for site in p["sites"] or [p]:
        for name in site["environment"]:
            if "`" + name + "`" not in part:
                sys.exit(p["name"] + ": " + name + " is not told of")'
}
try each_variable_that_bwp_tells_of_stands_there variables_are_told
without_a_meaning() {
    mkdir -p "$dir/tree/include" && cp -R lib "$dir/tree" && cp -R include/bwp "$dir/tree/include" || return 1
    for file in "$dir"/tree/lib/*/errors.c; do
        sed 's|^\( *{"[^"]*", BWP_ERR_THROTTLED, [A-Z_]*},\).*|\1|' "$file" >"$dir/shorter" && mv "$dir/shorter" "$file"
    done
    (cd "$dir/tree" && "$build/docs/pages/pages" errors) >"$dir/out" 2>&1
    [ $? = 1 ] && grep -q 'errors.c:[0-9]*: a row is' "$dir/out"
}
try a_code_without_a_meaning_is_an_error without_a_meaning

# ---- the header ----

# a line of a struct or an enumeration that declares something, and has no comment of its own
bare_members() {
    awk '/^(typedef )?(struct|enum) ?[a-z_]* ?{$/ { inside = 1; before = ""; next }
        /^}/ { inside = 0 }
        inside && /^    [A-Za-z]/ && !/\/\*/ && before !~ /\*\/$/ { print FILENAME ": " $0 }
        { before = $0 }' "$@"
}
members_have_words() { bare_members include/bwp/bwp.h >"$dir/bare"; cat "$dir/bare"; [ ! -s "$dir/bare" ]; }
try each_member_and_enumerator_has_a_word members_have_words
bare_is_seen() {
    sed 's|^\(    BWP_DONE  *= 0,\).*|\1|' include/bwp/bwp.h >"$dir/bare.h"
    bare_members "$dir/bare.h" | grep -q BWP_DONE
}
try and_one_without_is_noticed bare_is_seen

if command -v doxygen >/dev/null 2>&1; then
    documented() { # HEADER
        mkdir -p "$dir/doxygen" && { cat docs/Doxyfile; echo "INPUT = \"$1\""; echo "OUTPUT_DIRECTORY = \"$dir/doxygen\""; } |
            sed '/^USE_MDFILE/d' | doxygen - >"$dir/doxygen.log" 2>&1
        status=$?
        cat "$dir/doxygen.log"
        [ "$status" = 0 ] && [ ! -s "$dir/doxygen.log" ]
    }
    try doxygen_has_nothing_to_say "${MAKE:-make}" -s docs BUILD="${BUILD:-build}"
    told() { grep -q 'spends money' "$build/docs/html/bwp_8h.html" && grep -rqF 'CC.1053' "$build/docs/html"; }
    try and_it_wrote_the_pages told
    notices() {
        sed 's|^BWP_API void bwp_free(void \*text);|&\n\nBWP_API int bwp_untold(void);|' include/bwp/bwp.h >"$dir/untold.h"
        ! documented "$dir/untold.h" && grep -q 'bwp_untold' "$dir/doxygen.log"
    }
    try a_function_without_a_word_is_an_error notices
else
    echo 'skip doxygen is not installed: whether it has nothing to say about the header (.ci/deps install ci)'
fi

# ---- links and pictures ----

links() {
    python3 - <<'P'
import os, re, sys, glob, unicodedata
def anchors(path):
    text = re.sub(r"```.*?```", "", open(path).read(), flags=re.S)
    heads = re.findall(r"^#+ +(.*)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}
count, bad = 0, 0
for page in [p for p in glob.glob("**/*.md", recursive=True) if not p.startswith("build")]:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", open(page).read(), flags=re.S)
    for link in re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r"(?:src|href)=\"([^\"]+)\"", text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, part = link.partition("#")
        path = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
        count += 1
        if not os.path.exists(path) or (part and path.endswith(".md") and part not in anchors(path)):
            print(f"{page}: {link} leads nowhere")
            bad += 1
print(count, "links")
sys.exit(bad > 0 or count < 30)
P
}
try each_link_of_each_page_leads_somewhere links
# of every file that a page names, and of every source that its folder's page has to name
names() {
    python3 - <<'P'
import glob, os, re, sys
files = [f for f in glob.glob("**/*", recursive=True) if not f.startswith("build") and os.path.isfile(f)]
ends = {"/".join(f.split("/")[i:]) for f in files for i in range(f.count("/") + 1)}
made_up = re.compile(r"NOUN|PROVIDER|noun|example")
count = bad = 0
for page in [f for f in files if f.endswith(".md") and f != "CHANGELOG.md"]:
    text = open(page).read()
    for name in re.findall(r"`([\w./-]+\.(?:c|h|sh|cc|hpp|md|map|awk|svg|py|mjs|rs|rb|pm|pl|lua))`", text):
        count += 1
        beside = os.path.normpath(os.path.join(os.path.dirname(page), name))
        if re.sub(r"^(\.*/)+", "", name) not in ends and beside not in files and not made_up.search(name):
            bad += 1
            print(f"{page}: there is no {name}")
    if os.path.basename(page) == "README.md" and re.match(r"(lib|src)/\w+/", page):
        for source in glob.glob(os.path.dirname(page) + "/*.c"):
            name = os.path.basename(source)[:-2]
            if not re.search(rf"\b{name}\b", text):
                bad += 1
                print(f"{page} does not say what lives in {name}.c")
print(count, "names")
sys.exit(bad > 0 or count < 300)
P
}
try each_file_that_a_page_names_is_there_and_each_source_is_named names
pictures() {
    python3 - <<'P'
import sys, glob, xml.etree.ElementTree as tree
svg = "{http://www.w3.org/2000/svg}"
files = glob.glob("docs/*.svg")
for file in files:
    root = tree.parse(file).getroot()
    width, height = map(float, root.get("viewBox").split()[2:])
    assert root.get("role") == "img" and root.get("aria-labelledby") == "title desc", file
    assert len(root.find(svg + "title").text) > 10 and len(root.find(svg + "desc").text) > 200, file
    first = root.find(svg + "rect")
    assert (first.get("width"), first.get("height")) == (root.get("viewBox").split()[2], root.get("viewBox").split()[3]), file
    for text in root.iter(svg + "text"):
        assert "".join(text.itertext()).strip(), file
        assert 0 <= float(text.get("x", 0)) <= width and 0 <= float(text.get("y", 0)) <= height, file
    assert not list(root.iter(svg + "script")) and not list(root.iter(svg + "image")), file
sys.exit(len(files) != 2)
P
}
try the_pictures_have_a_title_a_description_and_a_ground pictures
done_testing

# abi.sh - what recording and comparing share: the record of a library, a library made of a header alone, and what the
# structs and enumerations of a header come to on this machine.  Comparing takes scripts/common.sh besides.

# What is recorded is what a caller sees, and nothing that depends on the folder, the flags or the machine's libraries.
record() { # LIBRARY HEADERS
    abidw --headers-dir "$2" --drop-private-types --exported-interfaces-only --no-corpus-path --no-comp-dir-path \
        --no-show-locs --no-elf-needed --no-write-default-sizes --no-parameter-names --type-id-style hash "$1"
}

# A library that has the functions of a header and does nothing: enough to link with, and to compare.
stub() { # HEADERS MAP LIBRARY
    {
        printf '#include <stdlib.h>\n#include <bwp/bwp.h>\n'
        declared "$1" | sed 's/$/ { abort(); }/'
    } >"$3.c"
    "$cc" -std=c11 -g -w -DBWP_BUILDING -fvisibility=hidden -fPIC -shared -I"$1" "$3.c" -Wl,-soname,libbwp.so.1 \
        -Wl,--version-script="$2" -o "$3"
}

# "struct bwp_tag 16", "member bwp_tag key 0 8 const char *", "word BWP_DONE 0": sizes, offsets and numbers here
layout() { # HEADERS PROGRAM
    {
        printf '#include <stddef.h>\n#include <stdio.h>\n#include <bwp/bwp.h>\n'
        printf '#define STRUCT(s) printf("struct " #s " %%zu\\n", sizeof(s));\n'
        printf '#define MEMBER(s, m, t) printf("member " #s " " #m " %%zu %%zu %%s\\n", offsetof(s, m), sizeof ((s *)0)->m, t);\n'
        printf '#define WORD(w) printf("word " #w " %%d\\n", (int)w);\n'
        printf 'int main(void)\n{\n'
        bare "$1" | sed 's/  */ /g; s/^ //' | awk '
            /^typedef struct bwp_[a-z_]* {/ { type = $3; print "STRUCT(" type ")" }
            /^}/ { type = "" }
            type != "" && /;/ {
                sub(/;.*/, "")
                if (match($0, /\(\*[a-z_]*\)/)) {
                    print "MEMBER(" type ", " substr($0, RSTART + 2, RLENGTH - 3) ", \"" $0 "\")"
                    next
                }
                count = split($0, part, ",")
                base = part[1]
                sub(/[ *]*[a-z_0-9]*$/, "", base)
                for (i = 1; i <= count; i++) {
                    stars = part[i]
                    gsub(/[^*]/, "", stars)
                    sub(/.*[ *]/, "", part[i])
                    print "MEMBER(" type ", " part[i] ", \"" base (stars == "" ? "" : " " stars) "\")"
                }
            }
            /^(typedef )?enum .*{/ { words = 1 }
            words { for (i = 1; i <= NF; i++) if ($i ~ /^BWP_/) { sub(/,$/, "", $i); print "WORD(" $i ")" } }
            /}/ { words = 0 }'
        printf 'return 0;\n}\n'
    } >"$2.c"
    "$cc" -std=c99 -w -I"$1" "$2.c" -o "$2" && "$2"
}

# What of an older layout does not hold in a newer one, a line each.  A struct grows only if it tells its size, and only
# behind its end: a member in what was padding would be read from callers that never wrote it.
broken() { # OLDER NEWER
    awk '
        FNR == 1 { newer = NR != FNR }
        !newer && $1 == "struct" { size[$2] = $3; last = last " " $2 }
        !newer && $1 == "member" { if ($3 == "struct_size" && $4 == 0) tells[$2] = 1; known[$2 " " $3] = 1 }
        !newer { wanted[$0] = $1; next }
        $1 == "struct" && $2 in size && tells[$2] && $3 + 0 > size[$2] + 0 { delete wanted["struct " $2 " " size[$2]] }
        $1 == "member" && $2 in size && !($2 " " $3 in known) && $4 + 0 < size[$2] + 0 { print "in the room of older members: " $0 }
        { delete wanted[$0] }
        END { for (line in wanted) print "was: " line }' "$1" "$2"
}

# The structs that have grown, for abidiff, which cannot tell growing from anything else; broken() looks at these.
grown() { # OLDER NEWER
    awk 'NR == FNR { if ($1 == "struct") size[$2] = $3; next }
        $1 == "struct" && $2 in size && $3 + 0 > size[$2] + 0 { print "[suppress_type]\n  type_kind = struct\n  name = " $2 }' "$1" "$2"
}

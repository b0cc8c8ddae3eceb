# Lets doxygen read a header whose comments are plain ones: /* above a declaration, or beside it.
#   A comment above several declarations with no blank line between them is said of each of them, after what stands
#   beside it.  One above none is said of the file.
#   "BWP_DONE     text", with the text in a column of its own, becomes an item of a list.

function add_text(text) { # one line of a comment, without its star
    if (text ~ /^[A-Za-z_]+(\(\))?  *[^ ]/ && text ~ (in_list ? "^[A-Za-z_]+(\\(\\))? " : "^[A-Za-z_]+(\\(\\))?  ")) {
        name = text
        sub(/ .*/, "", name)
        sub(/^[^ ]* */, "", text)
        text = (in_list ? "- **" : "\n- **") name "** " text
        in_list = 1
    } else if (in_list && text ~ /^        /) {
        sub(/^ */, "  ", text)
    } else {
        in_list = 0
    }
    gsub(/\[[a-z]+-[a-z0-9-]+\]/, "&(docs/providers.md)", text) # the key of a source
    block = block text "\n"
    lines++
}

function add_line(line) {
    sub(/^ *\/\*/, "", line)
    sub(/ *\*\/ *$/, "", line)
    sub(/^ \*/, "", line)
    sub(/^ /, "", line)
    add_text(line)
}

function say(first) { print "/**\n" first block "*/" }

!inside && !beside && /^\/\*/ {
    block = ""
    in_list = lines = 0
    inside = 1
}
inside {
    add_line($0)
    if (!/\*\//) next
    inside = 0
    if (NR < 60 && !opened) {
        say("@file\n")
        opened = 1
        block = ""
    }
    fresh = 1
    next
}

/^ *$/ && !beside {
    if (fresh && lines > 1 && block != "") say("@file\n@par\n")
    block = ""
}
/^BWP_API / {
    own = ""
    if (match($0, /\/\*.*\*\//)) {
        own = substr($0, RSTART + 2, RLENGTH - 4)
        sub(/ *$/, ".\n\n", own)
        $0 = substr($0, 1, RSTART - 1)
    }
    if (own block != "") say(own)
    fresh = 0
}
/^#define / && block != "" { say("") }
/^(typedef|enum) / && block != "" {
    say("")
    block = ""
}

{
    line = $0
    if (!beside && match(line, /\/\*/)) line = substr(line, 1, RSTART - 1) (line ~ /^ *\/\*/ ? "/**" : "/**<") substr(line, RSTART + 2)
    beside = beside ? line !~ /\*\// : line ~ /\/\*/ && line !~ /\*\//
    print line
}

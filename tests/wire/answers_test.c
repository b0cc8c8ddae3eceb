/* answers_test.c - whole answers that say something odd: what is a yes, what a no, and what neither. */
#include "saboteur_case.h"

#define JSON(status, more) "HTTP/1.1 " status " A\r\nContent-Type: application/json\r\n" more
#define NO(status, more)   JSON(status, "Content-Length: $n\r\n" more "\r\n$r")
#define YES(status, more)  JSON(status, "Content-Length: $l\r\n" more "\r\n$y")
#define HTML(status, more)                                                                                             \
    "HTTP/1.1 " status " A\r\nContent-Type: text/html\r\nContent-Length: 13\r\n" more "\r\n<html></html>"

static void test_only_an_id_is_a_yes(void **state)
{
    static const struct sab_row rows[] = {
        {"the id", 0, SAB_KEEP, "$:$y", SAB_DONE, 0, NULL, 0},
        {"blanks around it all", 0, SAB_KEEP, "$: \r\n\t$y\n \t", SAB_DONE, 0, NULL, 0},
        {"no body", 0, SAB_KEEP, "$:", SAB_UNKNOWN, 0, NULL, 0},
        {"an empty object", 0, SAB_KEEP, "$:{}", SAB_UNKNOWN, 0, NULL, 0},
        {"an array", 0, SAB_KEEP, "$:[$y]", SAB_UNKNOWN, 0, NULL, 0},
        {"a word", 0, SAB_KEEP, "$:\"bwp-1\"", SAB_UNKNOWN, 0, NULL, 0},
        {"null", 0, SAB_KEEP, "$:null", SAB_UNKNOWN, 0, NULL, 0},
        {"an empty id", 0, SAB_KEEP, "$:$[\"\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id of blanks", 0, SAB_KEEP, "$:$[\"   \"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id that is a number", 0, SAB_KEEP, "$:$[17$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id that is null", 0, SAB_KEEP, "$:$[null$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id that is a list", 0, SAB_KEEP, "$:$[[\"bwp-1\"]$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id that is an object", 0, SAB_KEEP, "$:$[{\"$k\":\"bwp-1\"}$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id that is true", 0, SAB_KEEP, "$:$[true$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id that is a path", 0, SAB_KEEP, "$:$[\"../bwp-1\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id with a query", 0, SAB_KEEP, "$:$[\"bwp-1?a=b\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id with a blank inside", 0, SAB_KEEP, "$:$[\"bwp 1\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id with a line feed inside", 0, SAB_KEEP, "$:$[\"bwp\\n1\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id with markup", 0, SAB_KEEP, "$:$[\"<b>bwp-1</b>\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id beyond ASCII", 0, SAB_KEEP, "$:$[\"bwp-\xc3\xa9\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"an id of 4000 letters", 0, SAB_KEEP, "$:$[$\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"two ids, alike", 0, SAB_KEEP, "$:$[\"bwp-1\",\"$k\":\"bwp-1\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"two ids, unlike", 0, SAB_KEEP, "$:$[\"bwp-1\",\"$k\":\"bwp-2\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"the id under a key in capitals", 0, SAB_KEEP,
         "$:{\"ID\":\"a\",\"CENBANDWIDTHPACKAGEID\":\"a\",\"CSNBPID\":\"a\"}", SAB_UNKNOWN, 0, NULL, 0},
        {"the id where it does not belong", 0, SAB_KEEP,
         "$:{\"id\":\"bwp-1\",\"a\":{\"$k\":\"bwp-1\"},\"package_id\":\"bwp-1\"}", SAB_UNKNOWN, 0, NULL, 0},
        {"an error", 0, SAB_KEEP, "$:$r", SAB_UNKNOWN, 0, NULL, 0},
        {"a web page", 0, SAB_KEEP, HTML("200", ""), SAB_UNKNOWN, 0, NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

static void test_only_whole_json_is_read(void **state)
{
    static const struct sab_row rows[] = {
        {"half of it", 0, SAB_KEEP, "$:$2", SAB_UNKNOWN, 0, NULL, 0},
        {"it twice", 0, SAB_KEEP, "$:$y$y", SAB_UNKNOWN, 0, NULL, 0},
        {"it, then junk", 0, SAB_KEEP, "$:$y;", SAB_UNKNOWN, 0, NULL, 0},
        {"junk, then it", 0, SAB_KEEP, "$:)]}',\n$y", SAB_UNKNOWN, 0, NULL, 0},
        {"a byte order mark", 0, SAB_KEEP, "$:\xef\xbb\xbf$y", SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"NUL after it", 0, SAB_KEEP, "$:$y$0", SAB_UNKNOWN, 0, NULL, 0},
        {"NUL after it, then junk", 0, SAB_KEEP, "$:$y$0{", SAB_UNKNOWN, 0, NULL, 0},
        {"NUL in the id", 0, SAB_KEEP, "$:$[\"bwp-1$0x\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"NUL in the id, written out", 0, SAB_KEEP, "$:$[\"bwp-1\\u0000x\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"UTF-8 cut short", 0, SAB_KEEP, "$:$[\"bwp-1\xc3\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"UTF-8 of a surrogate", 0, SAB_KEEP, "$:{\"a\":\"\xed\xa0\x80\",\"b\":$y}", SAB_UNKNOWN, 0, NULL, 0},
        {"UTF-8 too long", 0, SAB_KEEP, "$:$[\"bwp-1\",\"x\":\"\xc0\xaf\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"half a surrogate, written out", 0, SAB_KEEP, "$:$[\"bwp-1\\ud800\"$]", SAB_UNKNOWN, 0, NULL, 0},
        {"a hundred thousand brackets", 0, SAB_KEEP, "$:$(", SAB_UNKNOWN, 0, NULL, 0},
        {"brackets beside the id", 0, SAB_KEEP, "$:$[\"bwp-1\",\"x\":$($]", SAB_UNKNOWN, 0, NULL, 0},
        {"a comment", 0, SAB_KEEP, "$:/* yes */$y", SAB_UNKNOWN, 0, NULL, 0},
        {"gzip", 0, SAB_KEEP, JSON("$c", "Content-Encoding: gzip\r\nContent-Length: $Z\r\n\r\n$z"), SAB_UNKNOWN, 0,
         NULL, 0},
        {"gzip that nobody mentions", 0, SAB_KEEP, "$:$z", SAB_UNKNOWN, 0, NULL, 0},
        {"gzip that is none", 0, SAB_KEEP, YES("$c", "Content-Encoding: gzip\r\n"), SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"an encoding that nobody knows", 0, SAB_KEEP, YES("$c", "Content-Encoding: rot13\r\n"), SAB_DONE | SAB_UNKNOWN,
         0, NULL, 0},
        {"gzip below chunks", 0, SAB_FIN, JSON("$c", "Transfer-Encoding: gzip, chunked\r\n\r\n$x"),
         SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

#define ID(id) "<CenBandwidthPackageId>" id "</CenBandwidthPackageId>"

/* One provider answers in XML now and then. */
static void test_only_whole_xml_is_read(void **state)
{
    static const struct sab_row rows[] = {
        {"XML", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "</R>", SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"XML without its end", 0, SAB_KEEP, "$:<R>" ID("bwp-1"), SAB_UNKNOWN, 0, NULL, 0},
        {"XML in half a tag", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "</R", SAB_UNKNOWN, 0, NULL, 0},
        {"XML with another end", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "</S>", SAB_UNKNOWN, 0, NULL, 0},
        {"XML, then junk", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "</R>junk", SAB_UNKNOWN, 0, NULL, 0},
        {"XML, then JSON", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "</R>$y", SAB_UNKNOWN, 0, NULL, 0},
        {"XML twice", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "</R><R>" ID("bwp-1") "</R>", SAB_UNKNOWN, 0, NULL, 0},
        {"XML with two ids", 0, SAB_KEEP, "$:<R>" ID("bwp-1") ID("bwp-2") "</R>", SAB_UNKNOWN, 0, NULL, 0},
        {"XML with an empty id", 0, SAB_KEEP, "$:<R>" ID("") "</R>", SAB_UNKNOWN, 0, NULL, 0},
        {"XML with an entity for an id", 0, SAB_KEEP, "$:<!DOCTYPE R [<!ENTITY a \"bwp-1\">]><R>" ID("&a;") "</R>",
         SAB_UNKNOWN, 0, NULL, 0},
        {"XML with a file for an id", 0, SAB_KEEP,
         "$:<!DOCTYPE R [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><R>" ID("&a;") "</R>", SAB_UNKNOWN, 0, NULL, 0},
        {"XML with the id in a comment", 0, SAB_KEEP, "$:<R><!-- " ID("bwp-1") " --></R>", SAB_UNKNOWN, 0, NULL, 0},
        {"XML with NUL", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "</R>$0", SAB_UNKNOWN, 0, NULL, 0},
        {"XML of an error", 0, SAB_KEEP, "$:<Error><Code>NeverHeardOf</Code><Message>no</Message></Error>", SAB_UNKNOWN,
         0, NULL, 0},
        {"a hundred thousand tags", 0, SAB_KEEP, "$:$<", SAB_UNKNOWN, 0, NULL, 0},
        {"tags beside the id", 0, SAB_KEEP, "$:<R>" ID("bwp-1") "$<</R>", SAB_UNKNOWN, 0, NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

static void test_only_its_own_words_are_a_no(void **state)
{
    static const struct sab_row rows[] = {
        {"400 in its own form", 0, SAB_KEEP, NO("400", ""), SAB_NOT_DONE, SAB_REFUSAL, NULL, 0},
        {"401 in its own form", 0, SAB_KEEP, NO("401", "WWW-Authenticate: Basic realm=\"x\"\r\n"), SAB_NOT_DONE,
         SAB_REFUSAL, NULL, 0},
        {"403 in its own form", 0, SAB_KEEP, NO("403", ""), SAB_NOT_DONE, SAB_REFUSAL, NULL, 0},
        {"404 in its own form", 0, SAB_KEEP, NO("404", ""), SAB_NOT_DONE, SAB_REFUSAL, NULL, 0},
        {"407 in its own form", 0, SAB_KEEP, NO("407", "Proxy-Authenticate: Basic realm=\"x\"\r\n"), SAB_NOT_DONE,
         SAB_REFUSAL, NULL, 0},
        {"417 in its own form", 0, SAB_KEEP, NO("417", ""), SAB_NOT_DONE, SAB_REFUSAL, NULL, 0},
        {"421 in its own form", 0, SAB_KEEP, NO("421", ""), SAB_NOT_DONE, SAB_REFUSAL, NULL, 0},
        {"400 before the body was read", SAB_AT_HEADERS, SAB_FIN, NO("400", "Connection: close\r\n"),
         SAB_NOT_DONE | SAB_UNKNOWN, SAB_REFUSAL, NULL, 0},
        {"408 in its own form", 0, SAB_KEEP, NO("408", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"500 in its own form", 0, SAB_KEEP, NO("500", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"503 in its own form", 0, SAB_KEEP, NO("503", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"599 in its own form", 0, SAB_KEEP, NO("599", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"302 in its own form", 0, SAB_KEEP, NO("302", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"400 with a yes", 0, SAB_KEEP, YES("400", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"500 with a yes", 0, SAB_KEEP, YES("500", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"400 with nothing", 0, SAB_KEEP, JSON("400", "Content-Length: 0\r\n\r\n"), SAB_UNKNOWN, 0, NULL, 0},
        {"400 with a web page", 0, SAB_KEEP, HTML("400", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"401 with a web page", 0, SAB_KEEP, HTML("401", "WWW-Authenticate: Basic realm=\"x\"\r\n"), SAB_UNKNOWN, 0,
         NULL, 0},
        {"401 asking for a digest", 0, SAB_KEEP, HTML("401", "WWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n"),
         SAB_UNKNOWN, 0, NULL, 0},
        {"401 asking for a ticket", 0, SAB_KEEP, HTML("401", "WWW-Authenticate: Negotiate\r\n"), SAB_UNKNOWN, 0, NULL,
         0},
        {"407 with a web page", 0, SAB_KEEP, HTML("407", "Proxy-Authenticate: NTLM\r\n"), SAB_UNKNOWN, 0, NULL, 0},
        {"404 with a web page", 0, SAB_KEEP, HTML("404", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"502 with a web page", 0, SAB_KEEP, HTML("502", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"400, half in its own form", 0, SAB_KEEP, JSON("400", "Content-Length: 9\r\n\r\n{\"code\":\""), SAB_UNKNOWN, 0,
         NULL, 0},
        {"400, its own form twice", 0, SAB_KEEP,
         JSON("400", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n2\r\n{}\r\n0\r\n\r\n"), SAB_UNKNOWN, 0, NULL, 0},
        {"400 with an empty code", 0, SAB_FIN,
         JSON("400", "Connection: close\r\n\r\n{\"Code\":\"\",\"code\":\"\",\"error_code\":\"\",\"message\":1}"),
         SAB_UNKNOWN, 0, NULL, 0},
        {"400 in its own form, and NUL", 0, SAB_FIN, "HTTP/1.1 400 A\r\n\r\n$r$0", SAB_UNKNOWN, 0, NULL, 0},
        {"400 with brackets", 0, SAB_FIN, "HTTP/1.1 400 A\r\nConnection: close\r\n\r\n$(", SAB_UNKNOWN, 0, NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

#define AWAY "Location: $u/elsewhere\r\n"

static void test_nothing_is_sent_elsewhere(void **state)
{
    static const struct sab_row rows[] = {
        {"301", 0, SAB_KEEP, HTML("301", AWAY), SAB_UNKNOWN, 0, NULL, 0},
        {"302", 0, SAB_KEEP, HTML("302", AWAY), SAB_UNKNOWN, 0, NULL, 0},
        {"303", 0, SAB_KEEP, HTML("303", AWAY), SAB_UNKNOWN, 0, NULL, 0},
        {"305", 0, SAB_KEEP, HTML("305", AWAY), SAB_UNKNOWN, 0, NULL, 0},
        {"307", 0, SAB_KEEP, HTML("307", AWAY), SAB_UNKNOWN, 0, NULL, 0},
        {"308", 0, SAB_KEEP, HTML("308", AWAY), SAB_UNKNOWN, 0, NULL, 0},
        {"307 to the same place", 0, SAB_KEEP, HTML("307", "Location: /v1/csn/bp\r\n"), SAB_UNKNOWN, 0, NULL, 0},
        {"307 to a file", 0, SAB_KEEP, HTML("307", "Location: file:///etc/passwd\r\n"), SAB_UNKNOWN, 0, NULL, 0},
        {"302 with a yes", 0, SAB_KEEP, YES("302", AWAY), SAB_UNKNOWN, 0, NULL, 0},
        {"308, closed before its body", 0, SAB_FIN, "HTTP/1.1 308 A\r\n" AWAY "Content-Length: 5\r\n\r\n", SAB_UNKNOWN,
         0, NULL, 0},
        {"an address beside a yes", 0, SAB_KEEP, YES("$c", AWAY), SAB_DONE, 0, NULL, 0},
        {"an address to refresh from", 0, SAB_KEEP, HTML("200", "Refresh: 0; url=$u\r\n"), SAB_UNKNOWN, 0, NULL, 0},
        {"an alternative service", 0, SAB_FIN, HTML("503", "Alt-Svc: http/1.1=\"127.0.0.1:9\"\r\n"), SAB_UNKNOWN, 0,
         NULL, 0},
        {"a cookie for everybody", 0, SAB_FIN, HTML("503", "Set-Cookie: a=b; Domain=127.0.0.1\r\n"), SAB_UNKNOWN, 0,
         NULL, 0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

static void test_other_good_statuses(void **state)
{
    static const struct sab_row rows[] = {
        {"202 with a yes", 0, SAB_KEEP, YES("202", ""), SAB_DONE, 0, NULL, 0},
        {"204", 0, SAB_KEEP, "HTTP/1.1 204 A\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"204 with a yes that may not be there", 0, SAB_KEEP, YES("204", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"205", 0, SAB_KEEP, "HTTP/1.1 205 A\r\nContent-Length: 0\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"206 with half a yes", 0, SAB_FIN, "HTTP/1.1 206 A\r\nContent-Range: bytes 0-9/99\r\n\r\n$2", SAB_UNKNOWN, 0,
         NULL, 0},
        {"206 with a whole yes", 0, SAB_KEEP, YES("206", "Content-Range: bytes 0-9/99\r\n"), SAB_DONE | SAB_UNKNOWN, 0,
         NULL, 0},
        {"304", 0, SAB_KEEP, "HTTP/1.1 304 A\r\n\r\n", SAB_UNKNOWN, 0, NULL, 0},
        {"304 with a yes that may not be there", 0, SAB_KEEP, YES("304", ""), SAB_UNKNOWN, 0, NULL, 0},
        {"two lengths, the right one last", 0, SAB_KEEP,
         JSON("$c", "Content-Length: 3\r\nContent-Length: $l\r\n\r\n$y"), SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"two lengths, the right one first", 0, SAB_KEEP,
         JSON("$c", "Content-Length: $l\r\nContent-Length: 3\r\n\r\n$y"), SAB_DONE | SAB_UNKNOWN, 0, NULL, 0},
        {"a yes that calls itself a web page", 0, SAB_KEEP,
         "HTTP/1.1 $c A\r\nContent-Type: text/html\r\nContent-Length: $l\r\n\r\n$y", SAB_DONE | SAB_UNKNOWN, 0, NULL,
         0},
    };

    (void)state;
    sab_try_rows(rows, WIRE_COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_an_id_is_a_yes),       cmocka_unit_test(test_only_whole_json_is_read),
        cmocka_unit_test(test_only_whole_xml_is_read),    cmocka_unit_test(test_only_its_own_words_are_a_no),
        cmocka_unit_test(test_nothing_is_sent_elsewhere), cmocka_unit_test(test_other_good_statuses),
    };

    return SAB_RUN(tests);
}

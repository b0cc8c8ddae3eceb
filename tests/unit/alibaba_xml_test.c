/* alibaba_xml_test.c - the leaves of whole documents, and nothing of others. */
#include <stdlib.h>
#include <string.h>

#include "alibaba/alibaba.h"
#include "unit.h"

static const struct {
    const char *xml, *leaves; /* NULL: refused */
} cases[] = {
    {"<a>1</a>", "{\"a\":\"1\"}"},
    {"<r><a>1</a><b>2</b></r>", "{\"a\":\"1\",\"b\":\"2\"}"},
    {"<r>\n <a> 1 </a>\n</r>", "{\"a\":\" 1 \"}"},
    {"<?xml version=\"1.0\"?><!-- note --><r><a>1</a></r>", "{\"a\":\"1\"}"},
    {"<r xmlns=\"u\"><a type=\"x\">1</a></r>", "{\"a\":\"1\"}"},
    {"<r><a></a><b/><c /></r>", "{\"a\":\"\"}"},
    {"<r><x><a>1</a></x><y><b>2</b></y></r>", "{\"a\":\"1\",\"b\":\"2\"}"},
    {"<r><a>&lt;b&gt; &amp;amp; &quot;x&quot; &apos;y&apos;</a></r>", "{\"a\":\"<b> &amp; \\\"x\\\" 'y'\"}"},
    {"<r><a>1</a><!-- <b>2</b> --></r>\n", "{\"a\":\"1\"}"},
    {"<r><a>\xe5\xb8\xa6</a></r>", "{\"a\":\"\xe5\xb8\xa6\"}"},
    {"<r/>", NULL},
    {"<r><a>&unknown;</a></r>", NULL},
    {"<r><a>&</a></r>", NULL},
    {"<!DOCTYPE r [<!ENTITY e \"1\">]><r><a>&e;</a></r>", NULL},
    {"<!DOCTYPE r><r><a>1</a></r>", NULL},
    {"<r><a><![CDATA[1]]></a></r>", NULL},
    {"<r><a>1</a></r>junk", NULL},
    {"<r><a>1</a></r>{}", NULL},
    {"<r><a>1</a><!-- no end</r>", NULL},
    {"", NULL},
    {"text", NULL},
    {"<", NULL},
    {"<>", NULL},
    {"<r", NULL},
    {"<r>", NULL},
    {"<r><a>1</a>", NULL},
    {"<r><a>1</b></r>", NULL},
    {"<r><a>1</r></a>", NULL},
    {"</r>", NULL},
    {"<r></r></r>", NULL},
    {"<r><a>1</a></r><r><a>2</a></r>", NULL},
    {"<r><a>1</a></r", NULL},
    {"<r><a>caf\xe9</a></r>", NULL},
};

static void test_leaves_of_whole_documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json *json = bwpi_alibaba_xml(cases[i].xml);
        struct buf   printed = BUF_INIT(1000);

        unit_number(cases[i].xml, "taken", cases[i].leaves != NULL, json != NULL);
        if (json != NULL) {
            bwpi_json_print(&printed, json);
            unit_same_json(cases[i].xml, "leaves", cases[i].leaves, bwpi_buf_text(&printed));
        }
        bwpi_buf_free(&printed);
        bwpi_json_free(json);
    }
}

static void test_every_cut_of_a_document_is_refused(void **state)
{
    static const char whole[] = "<?xml version='1.0'?><r><a>1</a><b x=\"y\">2</b></r>";

    (void)state;
    for (size_t size = 0; size < sizeof whole - 1; size++) {
        char *cut = strndup(whole, size); /* of exact size: reading beyond it would be noticed */

        assert_non_null(cut);
        if (bwpi_alibaba_xml(cut) != NULL)
            fail_msg("\"%s\" was taken", cut);
        free(cut);
    }
}

static void test_depth_and_number_have_limits(void **state)
{
    struct buf   text = BUF_INIT(100000);
    struct json *json;

    (void)state;
    for (int depth = 32; depth <= 33; depth++) {
        for (int i = 0; i < depth; i++)
            bwpi_buf_add_text(&text, "<a>");
        for (int i = 0; i < depth; i++)
            bwpi_buf_add_text(&text, "</a>");
        json = bwpi_alibaba_xml(bwpi_buf_text(&text));
        unit_number("depth", "taken", depth == 32, json != NULL);
        bwpi_json_free(json);
        bwpi_buf_clear(&text);
    }
    for (int count = 256; count <= 257; count++) {
        bwpi_buf_add_text(&text, "<r>");
        for (int i = 0; i < count; i++)
            bwpi_buf_add_text(&text, "<a>1</a>");
        bwpi_buf_add_text(&text, "</r>");
        json = bwpi_alibaba_xml(bwpi_buf_text(&text));
        unit_number("leaves", "taken", count == 256, json != NULL);
        bwpi_json_free(json);
        bwpi_buf_clear(&text);
    }
    bwpi_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_leaves_of_whole_documents),
        cmocka_unit_test(test_every_cut_of_a_document_is_refused),
        cmocka_unit_test(test_depth_and_number_have_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

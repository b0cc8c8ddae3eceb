/* reply_test.c - how a code and a status become a verdict, and what of an answer is kept. */
#include "model/reply.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

static void test_status_alone_judges_an_unknown_code(void **state)
{
    static const struct {
        int          http_status;
        enum verdict verdict;
        bwp_status   status;
    } cases[] = {
        {400, REPLY_REFUSED, BWP_ERR_ARGUMENT}, {401, REPLY_REFUSED, BWP_ERR_CREDENTIALS},
        {402, REPLY_REFUSED, BWP_ERR_BALANCE},  {403, REPLY_REFUSED, BWP_ERR_FORBIDDEN},
        {404, REPLY_REFUSED, BWP_ERR_REFUSED},  {409, REPLY_REFUSED, BWP_ERR_CONFLICT},
        {412, REPLY_REFUSED, BWP_ERR_CONFLICT}, {418, REPLY_REFUSED, BWP_ERR_REFUSED},
        {422, REPLY_REFUSED, BWP_ERR_ARGUMENT}, {429, REPLY_REFUSED, BWP_ERR_THROTTLED},
        {499, REPLY_REFUSED, BWP_ERR_REFUSED},  {408, REPLY_UNCLEAR, BWP_ERR_RESPONSE},
        {500, REPLY_UNCLEAR, BWP_ERR_SERVER},   {502, REPLY_UNCLEAR, BWP_ERR_SERVER},
        {503, REPLY_UNCLEAR, BWP_ERR_SERVER},   {504, REPLY_UNCLEAR, BWP_ERR_SERVER},
        {302, REPLY_UNCLEAR, BWP_ERR_RESPONSE}, {100, REPLY_UNCLEAR, BWP_ERR_RESPONSE},
        {200, REPLY_UNCLEAR, BWP_ERR_RESPONSE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reply reply = {.code = "Nobody.Knows"};
        char         which[16];

        (void)snprintf(which, sizeof which, "%d", cases[i].http_status);
        bwpi_reply_judge(&reply, cases[i].http_status, NULL, 0);
        unit_number(which, "verdict", cases[i].verdict, reply.verdict);
        unit_number(which, "status", cases[i].status, reply.status);
    }
}

static void test_codes_match_whole_by_prefix_and_by_part(void **state)
{
    static const struct error_rule rules[] = {
        {"Exact.One", BWP_ERR_QUOTA, REPLY_REFUSED},
        {"Exact.*", BWP_ERR_EXISTS, BY_STATUS},
        {"*Part*", BWP_ERR_CONFLICT, REPLY_UNCLEAR},
        {"*", BWP_ERR_SERVER, BY_STATUS}, /* a pattern needs a letter: this is but a star */
    };

    static const struct {
        const char  *code;
        int          http_status;
        bwp_status   status;
        enum verdict verdict;
    } cases[] = {
        {"Exact.One", 500, BWP_ERR_QUOTA, REPLY_REFUSED}, {"Exact.One", 200, BWP_ERR_RESPONSE, REPLY_UNCLEAR},
        {"Exact.", 400, BWP_ERR_EXISTS, REPLY_REFUSED},   {"Exact.Two", 500, BWP_ERR_SERVER, REPLY_UNCLEAR},
        {"Exact", 400, BWP_ERR_ARGUMENT, REPLY_REFUSED},  {"exact.one", 400, BWP_ERR_ARGUMENT, REPLY_REFUSED},
        {"Part", 400, BWP_ERR_CONFLICT, REPLY_UNCLEAR},   {"aPartb", 400, BWP_ERR_CONFLICT, REPLY_UNCLEAR},
        {"Par", 400, BWP_ERR_ARGUMENT, REPLY_REFUSED},    {"Exact.Part", 400, BWP_ERR_EXISTS, REPLY_REFUSED},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reply reply = {.verdict = REPLY_UNCLEAR};

        (void)snprintf(reply.code, sizeof reply.code, "%s", cases[i].code);
        bwpi_reply_judge(&reply, cases[i].http_status, rules, COUNT(rules));
        unit_number(cases[i].code, "status", cases[i].status, reply.status);
        unit_number(cases[i].code, "verdict", cases[i].verdict, reply.verdict);
    }
}

static void test_an_id_proves_a_purchase_only_if_it_can_be_one(void **state)
{
    static const struct {
        const char *id, *taken; /* NULL: refused */
    } cases[] = {
        {"8f1c6dc2-0001", "8f1c6dc2-0001"},
        {" Cenbwp-stb2axpqzzko2jagd7", "Cenbwp-stb2axpqzzko2jagd7"},
        {"csnBp-x\r\n", "csnBp-x"},
        {"a", "a"},
        {"cenbwp-4c2zaavbvh5fx****", "cenbwp-4c2zaavbvh5fx****"},
        {"", NULL},
        {"   ", NULL},
        {"a b", NULL},
        {"a/b", NULL},
        {"a?b", NULL},
        {"a#b", NULL},
        {"<html>", NULL},
        {"a\"b", NULL},
        {"a\nb", NULL},
        {"\xe5\xb8\xa6", NULL},
        {"a\x7f", NULL},
    };
    static char  longer[ID_SIZE + 1];
    struct reply reply = {.verdict = REPLY_UNCLEAR};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        (void)strcpy(reply.code, "OK");
        unit_number(cases[i].id, "taken", cases[i].taken != NULL,
                    bwpi_reply_describe(&reply, &(struct description){.id = cases[i].id}));
        unit_number(cases[i].id, "verdict", cases[i].taken != NULL ? REPLY_ACCEPTED : REPLY_UNCLEAR, reply.verdict);
        unit_number(cases[i].id, "packages", cases[i].taken != NULL, (long long)reply.packages.count);
        if (cases[i].taken != NULL) {
            unit_text(cases[i].id, "id", cases[i].taken, reply.packages.first.id);
            unit_text(cases[i].id, "code", "", reply.code);
        }
        bwpi_reply_free(&reply);
    }
    assert_false(bwpi_reply_describe(&reply, &(struct description){.name = "no id"}));
    memset(longer, 'a', ID_SIZE);
    /* cut, it would be someone else's */
    assert_false(bwpi_reply_describe(&reply, &(struct description){.id = longer}));
    assert_int_equal(reply.verdict, REPLY_UNCLEAR);
}

static void test_text_of_an_answer_is_trimmed_and_cut(void **state)
{
    char text[8] = "before";

    (void)state;
    bwpi_reply_text(text, sizeof text, NULL);
    assert_string_equal(text, "");
    bwpi_reply_text(text, sizeof text, " \t\r\n a b\n ");
    assert_string_equal(text, "a b");
    bwpi_reply_text(text, sizeof text,
                    "a\x01"
                    "b\xff"
                    "c");
    assert_string_equal(text, "a?b?c");
    bwpi_reply_text(text, sizeof text, "1234567890");
    assert_string_equal(text, "1234567");
    bwpi_reply_text(text, sizeof text, "123456\xe5\xb8\xa6");
    assert_string_equal(text, "123456");
}

/* Whatever the body is: nobody has read a request that was too long to be read. */
static void test_a_request_that_is_too_long_is_refused_whoever_says_so(void **state)
{
    static const struct {
        int          http_status;
        enum verdict before, verdict;
    } cases[] = {{414, REPLY_UNCLEAR, REPLY_REFUSED},
                 {431, REPLY_UNCLEAR, REPLY_REFUSED},
                 {400, REPLY_UNCLEAR, REPLY_UNCLEAR},
                 {413, REPLY_UNCLEAR, REPLY_UNCLEAR},
                 {200, REPLY_UNCLEAR, REPLY_UNCLEAR}};

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct reply reply = {.verdict = cases[i].before};

        bwpi_reply_judge_length(&reply, cases[i].http_status);
        assert_int_equal(reply.verdict, cases[i].verdict);
        assert_int_equal(reply.status, cases[i].verdict == REPLY_REFUSED ? BWP_ERR_ARGUMENT : BWP_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status_alone_judges_an_unknown_code),
        cmocka_unit_test(test_codes_match_whole_by_prefix_and_by_part),
        cmocka_unit_test(test_an_id_proves_a_purchase_only_if_it_can_be_one),
        cmocka_unit_test(test_text_of_an_answer_is_trimmed_and_cut),
        cmocka_unit_test(test_a_request_that_is_too_long_is_refused_whoever_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

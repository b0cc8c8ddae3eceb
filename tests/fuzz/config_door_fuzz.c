/* config_door_fuzz.c - configurations as JSON: as they come, and behind keys that are right so that more is reached. */
#include "door.h"

#include "road/client.h"

/* Where nothing has to be asked: a fuzzer sends nothing. */
static void tell_whoami(bwp_client *client)
{
    static const char *const texts[] = {"provider", "source", "access_key", "account",
                                        "project",  "site",   "endpoint",   "expires_at"};
    cJSON                   *json;
    char                    *text;

    if (client->keys->renew != 0 ||
        (client->config.provider->fetch_account != NULL && *bwpi_client_account(client) == '\0'))
        return;
    text = bwp_call_json(client, "whoami", "{}");
    CHECK(fuzz_is_json_line(text));
    json = cJSON_Parse(text);
    CHECK(strcmp(door_text(json, "outcome"), "done") == 0);
    for (size_t i = 0; i < COUNT(texts); i++)
        (void)door_text(cJSON_GetObjectItemCaseSensitive(json, "whoami"), texts[i]);
    cJSON_Delete(json);
    bwp_free(text);
}

static void try_config(const char *text)
{
    static const char request[] = "{\"name\":\"fuzz\",\"bandwidth_mbps\":10,\"area_a\":\"china\",\"area_b\":\"china\","
                                  "\"billing\":\"postpaid\"}";
    char              problem[BWP_ERROR_SIZE];
    bwp_client       *client;

    memset(problem, 'x', sizeof problem);
    client = bwp_client_new_json(text, problem);
    CHECK(memchr(problem, '\0', sizeof problem) != NULL);
    CHECK(fuzz_is_utf8(problem));
    CHECK((client == NULL) == (*problem != '\0'));
    CHECK(client == NULL || fuzz_has_true_escapes(text));
    if (client != NULL) { /* whatever the keys are: nothing that is shown may fall apart over hiding them */
        (void)door_check(bwp_call_json(client, "preview", request));
        tell_whoami(client);
    }
    bwp_client_free(client);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const starts[] = {
        "", "{\"provider\":\"huawei\",\"account\":\"0a\",\"project\":\"0b\",\"site\":\"china\",",
        "{\"provider\":\"alibaba\",\"access_key\":\"fuzz-access-key\",\"secret_key\":\"fuzz-secret-key\",",
        "{\"provider\":\"baidu\",\"endpoint\":\"http://127.0.0.1:1\",",
        "{\"provider\":\"volcengine\",\"site\":\"international\","};
    char *text = fuzz_text(data, size);

    environment_forget();
    for (size_t i = 0; i < COUNT(starts); i++) {
        struct buf whole = BUF_INIT(2 * 1024 * 1024);

        bwpi_buf_add_text(&whole, starts[i]);
        bwpi_buf_add_text(&whole, i > 0 && *text == '{' ? text + 1 : text);
        try_config(bwpi_buf_text(&whole));
        bwpi_buf_free(&whole);
    }
    free(text);
    return 0;
}

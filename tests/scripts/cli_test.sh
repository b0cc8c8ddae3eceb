# The program bwp as a person uses it: exit status, summaries, JSON on one line, and sentences for what is wrong.
. "$(dirname "$0")/common.sh"
bwp=$build/bwp

# says STATUS TEXT COMMAND...: that exit status, and that text in what it prints
says() {
    want=$1
    text=$2
    shift 2
    "$@" >"$dir/out" 2>&1
    got=$?
    cat "$dir/out"
    [ "$got" = "$want" ] || { echo "exit status $got, not $want"; return 1; }
    grep -qF -- "$text" "$dir/out" || { echo "does not say: $text"; return 1; }
}
create() { "$bwp" create --endpoint "$endpoint" "$@"; }
json_field() { python3 -c 'import json,sys; print(json.loads(sys.stdin.read())[sys.argv[1]])' "$1"; }
endpoint=http://127.0.0.1:1
ten="--bandwidth 10 --areas china,china --billing postpaid"

try help_teaches_by_example says 0 'bwp create --provider' "$bwp" --help
try create_help_names_every_option says 0 --provider-options "$bwp" create --help
try version_is_printed says 0 'bwp 0.' "$bwp" --version
try no_command_is_not_done says 1 'bwp' "$bwp"
try providers_are_listed says 0 'asia-pacific' "$bwp" providers
providers_json() { "$bwp" providers --json | python3 -c 'import json,sys; assert len(json.load(sys.stdin)["providers"]) == 3'; }
try providers_as_json_are_three providers_json

# before there are any keys
try missing_keys_are_named says 1 BCE_ACCESS_KEY_ID create --provider baidu --name a $ten
start_emulator
try a_key_as_an_option_is_refused says 1 'environment' create --provider baidu --secret-key x --name a $ten
try an_unknown_option_suggests_the_nearest says 1 '--name' create --provider baidu --nmae a $ten
try a_missing_provider_is_named says 1 '--provider' create --name a $ten
try bandwidth_has_to_be_a_number says 1 '--bandwidth is "fast"' create --provider baidu --name a --bandwidth fast
try an_unknown_area_lists_the_known says 1 'baidu serves china and asia-pacific' \
    create --provider baidu --name a --bandwidth 1 --areas china,mars --billing postpaid
try http_beyond_loopback_is_refused says 1 'plain http is for loopback only' \
    "$bwp" create --endpoint http://example.com --provider baidu --name a $ten
try a_description_at_baidu_is_refused says 1 'description cannot be sent to baidu' \
    create --provider baidu --name a --description b $ten
try angle_brackets_at_huawei_are_refused says 1 'description has < or >' \
    create --provider huawei --site china --name a --description 'a<b' $ten
try a_missing_site_is_named says 1 'site is missing' create --provider huawei --name a $ten
try a_client_token_at_huawei_is_refused says 1 'client_token cannot be sent to huawei' \
    create --provider huawei --site china --name a --client-token t $ten
try a_missing_account_is_named says 1 'account is missing' env -u HUAWEICLOUD_SDK_DOMAIN_ID \
    "$bwp" create --endpoint "$endpoint" --provider huawei --site china --name a $ten
twenty_one() {
    set -- create --provider alibaba $ten
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do set -- "$@" --tag "k$i=v"; done
    says 1 'tags has 21 tags' "$@"
}
try twenty_one_tags_are_refused twenty_one
try a_reserved_tag_key_is_refused says 1 'reserved' create --provider alibaba --tag acs:x=1 $ten
try a_token_beyond_ascii_is_refused says 1 'client_token' create --provider baidu --name a --client-token 'ключ' $ten
nothing_bought() { [ "$(purchases)" = 0 ]; }
try none_of_these_bought_anything nothing_bought

try dry_run_shows_the_request says 0 'POST' create --provider alibaba --dry-run $ten
try dry_run_hides_the_keys says 0 'Credential=***' create --provider alibaba --dry-run $ten
try dry_run_bought_nothing nothing_bought

try a_purchase_is_done says 0 'Bought: a, 10 Mbit/s' create --provider baidu --name a $ten
try an_unpaid_order_is_not_called_bought says 0 'Ordered' \
    create --provider alibaba --bandwidth 10 --areas china,europe --billing prepaid --period 1year
token() {
    create --provider baidu --name b --client-token cli-1 $ten --json >"$dir/1" &&
        create --provider baidu --name b --client-token cli-1 $ten --json >"$dir/2" &&
        [ "$(json_field packages <"$dir/1")" = "$(json_field packages <"$dir/2")" ] && [ "$(purchases)" = 3 ]
}
try the_same_token_buys_once token
one_line() { [ "$(wc -l <"$dir/1")" = 1 ] && [ "$(json_field outcome <"$dir/1")" = done ]; }
try json_is_one_line one_line
from_file() {
    printf '{"provider":"baidu","name":"from-file","bandwidth_mbps":5,"area_a":"china","area_b":"china","billing":"postpaid"}' |
        create --request - --bandwidth 7 --json >"$dir/3" && grep -q '"bandwidth":7' "$dir/ledger" && grep -q from-file "$dir/ledger"
}
try options_override_the_request_file from_file
wrong_json() {
    printf '{"provider":"baidu","bandwith":5}' | create --request - --json >"$dir/4" 2>"$dir/5"
    [ $? = 1 ] && [ ! -s "$dir/5" ] && [ "$(json_field outcome <"$dir/4")" = not_done ]
}
try a_wrong_request_with_json_prints_json_alone wrong_json
unknown() {
    python3 - "$endpoint" <<'P'
import sys, urllib.request
urllib.request.urlopen(urllib.request.Request(sys.argv[1] + "/emulator/faults", b'{"kind":"cut_after","times":9}', method="POST"))
P
    says 2 'may have been bought' create --provider huawei --site china --name lost $ten
}
try a_lost_answer_is_unknown unknown
verbose() {
    create --provider alibaba --verbose --max-attempts 1 $ten >"$dir/6" 2>&1
    ! grep -qE 'emulator-(access|secret)-key' "$dir/6"
}
try verbose_never_shows_a_key verbose
done_testing

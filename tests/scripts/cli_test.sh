# The program bwp as a person uses it: exit status, summaries, JSON on one line, and sentences for what is wrong.
. "$(dirname "$0")/common.sh"
bwp=$build/bwp

create() { "$bwp" create --endpoint "$endpoint" "$@"; }
endpoint=http://127.0.0.1:1
ten="--bandwidth 10 --areas china,china --billing postpaid"
ten_95=${ten}_95

try help_teaches_by_example says 0 'bwp create --provider' "$bwp" --help
try create_help_names_every_option says 0 --provider-options "$bwp" create --help
release=$(release)
try version_is_printed says 0 "bwp $release (libbwp $release)" "$bwp" --version
try no_command_is_not_done says 1 'bwp' "$bwp"
for words in '-h' 'help' 'help create' 'create -h' 'create --help' 'providers -h'; do
    # shellcheck disable=SC2086
    try "bwp_$(echo $words | tr ' ' _)_helps" says 0 'bwp ' "$bwp" $words
done
for words in '-V' 'version' 'create --version' 'create -V'; do
    # shellcheck disable=SC2086
    try "bwp_$(echo $words | tr ' ' _)_tells_the_version" says 0 "bwp $release" "$bwp" $words
done
narrow() {
    for words in 'help' 'help create' 'help list' 'help find' 'help wait' 'help resize' 'help tag' 'help delete' \
        'help batch' 'help whoami' 'help providers' 'providers'; do
        # shellcheck disable=SC2086
        "$bwp" $words | awk -v words="$words" 'length > 80 { print words ": " $0; bad = 1 } END { exit bad }' || return 1
    done
}
try help_and_providers_fit_80_columns narrow
ends_with() { [ "$("$bwp" help "$1" | sed -n '/^Exit status/,$s/^  \([0-9]\)   .*/\1/p' | tr -d '\n')" = "$2" ]; }
for ends in create:0123 find:012 list:01 wait:01 resize:012 delete:012 batch:2130; do
    try "help_tells_the_exit_statuses_of_${ends%:*}_and_no_others" ends_with "${ends%:*}" "${ends#*:}"
done
manual() {
    sed 's/\\-/-/g' "$root/src/bwp/bwp.1" >"$dir/manual"
    commands=$("$bwp" help | sed -n 's/^  bwp \([a-z]*\) .*/\1/p' | sort -u)
    [ "$(echo "$commands" | wc -l)" -ge 15 ] || { echo "the help lists too few commands"; return 1; }
    for command in $commands; do
        grep -qE "^\.B bwp $command\$" "$dir/manual" || { echo "the manual lacks bwp $command"; return 1; }
        for option in $("$bwp" help "$command" | sed -n 's/^  -*[hV, ]*\(--[a-z-]*\) .*/\1/p'); do
            grep -qF -- "$option" "$dir/manual" || { echo "the manual lacks $option"; return 1; }
            echo "$option" >>"$dir/options"
        done
    done
    sed -n '/^\.TP/{n;s/^\.B[IR]* [^-]*\(--[a-z-]*\).*/\1/p;}' "$dir/manual" | sort -u >"$dir/told"
    sort -u "$dir/options" >"$dir/there"
    ! comm -23 "$dir/told" "$dir/there" | grep . || { echo "stands in the manual alone"; return 1; }
}
try the_manual_has_every_command_and_option_and_no_other manual
variables() { # a variable for each option that reaches a provider, and every one of them is read
    "$bwp" help whoami | sed -n '/^How to reach/,/^$/s/^  --\([a-z-]*\) .*/BWP_\1/p' | tr a-z- A-Z_ | sort >"$dir/there"
    sed -n '/^\.SH ENVIRONMENT/,/^\.SH FILES/p' "$root/src/bwp/bwp.1" | grep -o 'BWP_[A-Z_]*' | sort -u >"$dir/told"
    [ "$(wc -l <"$dir/there")" -ge 14 ] && diff "$dir/there" "$dir/told" || return 1
    for variable in $(grep -vx BWP_PROFILE "$dir/told"); do
        says 1 "$variable is not valid UTF-8" env "$variable=$(printf '\377')" "$bwp" list || return 1
    done
    says 1 'profile nowhere is not there' env BWP_PROFILE=nowhere "$bwp" list
}
try the_manual_has_every_variable_and_no_other variables
no_names() { ! grep -niE 'huawei|alibaba|baidu|volcengine|byteplus' "$root"/src/bwp/*.[ch] | grep -v '/help.c:'; }
try providers_are_named_by_the_library_alone no_names
try providers_are_listed says 0 'asia-pacific' "$bwp" providers
one_provider() { [ "$("$bwp" providers baidu | grep -c '^[a-z]')" = 1 ] && "$bwp" providers baidu | grep -q '^baidu'; }
try one_provider_is_listed_alone one_provider
try an_unknown_provider_lists_the_known says 1 'it has to be huawei, alibaba, baidu or volcengine' "$bwp" providers mars
try what_a_provider_sells_at_least_is_listed says 0 '2 to 10000' "$bwp" providers volcengine
try what_is_our_own_bound_is_told_as_such says 0 'own bound' "$bwp" providers volcengine
try and_where_the_lengths_of_tags_stand says 0 'Java SDK' "$bwp" providers baidu
try and_where_it_sells_nothing says 0 'not between' "$bwp" providers volcengine
providers_json() { "$bwp" providers --json | python3 -c 'import json,sys; assert len(json.load(sys.stdin)["providers"]) == 4'; }
try providers_as_json_are_four providers_json

# Completion, in the shells that are here.
offers() { # SHELL WANTED LINE: whether the shell offers that word for the last one of the line
    case $1 in
    bash) "$bwp" completion bash >"$dir/completion" &&
        bash -c '. "$1"; eval "COMP_WORDS=($3)"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _bwp; printf "%s\n" "${COMPREPLY[@]}"' \
            bash "$dir/completion" '' "$3" ;;
    fish) "$bwp" completion fish >"$dir/completion" && HOME=$dir fish -N -c 'source $argv[1]; complete -C $argv[2]' "$dir/completion" "$3" ;;
    zsh) "$bwp" completion zsh >"$dir/completion" && zsh -fc 'compdef() { :; }; . $1; words=($=2); CURRENT=$#words
        compadd() { shift; print -l -- $@; }; _files() { print files; }; _describe() { print -l -- ${(P)2}; }; _bwp' zsh "$dir/completion" "$3" ;;
    esac | sed 's/[:\t].*//' | grep -xF -e "$2"
}
for shell in bash zsh fish; do
    command -v $shell >/dev/null || continue
    try "${shell}_offers_commands" offers $shell resize 'bwp res'
    try "${shell}_offers_the_options_of_a_command" offers $shell --bound-to 'bwp bind --b'
    try "${shell}_offers_providers" offers $shell baidu 'bwp get --provider b'
    try "${shell}_offers_the_newest_provider" offers $shell volcengine 'bwp create --provider v'
    try "${shell}_offers_what_an_option_knows" offers $shell gone 'bwp wait --until g'
    try "${shell}_offers_commands_to_help" offers $shell unbind 'bwp help un'
done
not_offered() { ! offers bash --bound-to 'bwp delete --b'; }
try no_option_of_another_command_is_offered not_offered
try an_unknown_shell_lists_the_known says 1 'it has to be bash, zsh or fish' "$bwp" completion csh
try so_does_none says 1 'it has to be bash, zsh or fish' "$bwp" completion

# One line of JSON with every key in the library's order, whatever is wrong.
every_key() {
    "$@" >"$dir/every" 2>"$dir/stderr"
    [ $? = 1 ] && [ ! -s "$dir/stderr" ] && python3 - "$dir/every" <<'P'
import json, sys
lines = open(sys.argv[1]).read().splitlines()
result = json.loads(lines[0])
assert len(lines) == 1 and result["outcome"] == "not_done" and result["status"] == "argument" and result["message"]
assert list(result) == ["outcome", "status", "message", "field", "provider", "provider_code", "request_id", "order_id",
                        "client_token", "http_status", "attempts", "retry_is_safe", "awaits_payment", "request",
                        "packages"], list(result)
P
}
try json_for_an_unknown_command every_key "$bwp" frobnicate --json
try json_for_no_command every_key "$bwp" --json
try json_for_an_unknown_option every_key "$bwp" create --frobnicate --json
try json_for_an_unknown_provider every_key "$bwp" providers mars --json

# How to reach a provider: options, then the request file, then BWP_..., then a section of bwp/config.
settings() { # STATUS TEXT FILE WORD...: with that file as bwp/config
    want=$1 text=$2
    mkdir -p "$XDG_CONFIG_HOME/bwp"
    printf '%s\n' "$3" >"$XDG_CONFIG_HOME/bwp/config"
    shift 3
    says "$want" "$text" "$@"
    got=$?
    rm -r "$XDG_CONFIG_HOME"
    return $got
}
dry="$bwp create --name a $ten --dry-run"
try a_variable_names_the_provider says 0 csn.baidubce.com env BWP_PROVIDER=baidu $dry
try an_option_goes_over_a_variable says 0 csn.baidubce.com env BWP_PROVIDER=alibaba $dry --provider baidu
try an_empty_variable_is_not_there says 1 'provider is missing' env BWP_PROVIDER= $dry
try a_wrong_variable_is_named says 1 'BWP_TIMEOUT_MS is "soon"' env BWP_PROVIDER=baidu BWP_TIMEOUT_MS=soon $dry
try what_the_library_says_of_a_variable_names_it says 1 'or volcengine (BWP_PROVIDER)' env BWP_PROVIDER=aws $dry
try or_the_option_that_goes_over_it says 1 'or volcengine (option --provider)' env BWP_PROVIDER=baidu $dry --provider aws
try a_proxy_that_can_be_none_is_refused says 1 '--proxy has no host that can be one' $dry --provider baidu --proxy -1
try a_variable_of_two_words_is_read says 1 'no-such-file' env BWP_PROVIDER=baidu BWP_CA_FILE=/no-such-file \
    BCE_ACCESS_KEY_ID=a BCE_SECRET_ACCESS_KEY=b "$bwp" create --name a $ten
try the_default_section_is_read settings 0 csn.baidubce.com '[default]
provider = baidu' $dry
two='# mine
[default]
provider=alibaba
[work]
  provider = huawei
  account = from-section
  project = p
; whose website bills
  site = china'
try a_section_is_chosen_by_option settings 0 /v3/from-section/ "$two" $dry --profile work
try a_section_is_chosen_by_variable settings 0 /v3/from-section/ "$two" env BWP_PROFILE=work $dry
try a_variable_goes_over_a_section settings 0 /v3/from-variable/ "$two" env BWP_ACCOUNT=from-variable $dry --profile work
others="$two
  signature = rpc-v1"
for provider in huawei alibaba baidu; do
    try "at_${provider}_a_section_for_another_provider_does_no_harm" settings 0 POST "$others" \
        env BWP_SIGNATURE=acs3 BWP_PROJECT=p BWP_SITE=china BWP_ACCOUNT=a $dry --profile work --provider $provider
    try "at_${provider}_nor_do_variables" says 0 POST \
        env BWP_SIGNATURE=acs3 BWP_PROJECT=p BWP_SITE=china BWP_ACCOUNT=a $dry --provider $provider
done
try what_means_nothing_to_it_is_refused_as_an_option says 1 'site means nothing to baidu' $dry --provider baidu --site china
try a_missing_section_is_named settings 1 'has no section [home]' "$two" $dry --profile home
try without_a_file_too says 1 'profile home is not there' $dry --profile home
try a_key_in_the_file_is_refused settings 1 'keys never stand in this file' '[default]
secret_key = s3cret' $dry
unsaid() { ! grep -q s3cret "$dir/out"; }
try nor_is_it_shown unsaid
for key in secret_key secret-key access_key security_token sk; do
    try "${key}_in_a_section_that_is_not_read_is_refused" settings 1 'line 4, has '$key', and keys never' "[default]
provider = baidu
[work]
$key = s3cret" $dry
done
try nor_shown_there unsaid
try a_line_before_any_section_is_refused settings 1 'line 1, stands before any [section]; begin with [default]' \
    'endpoint = http://127.0.0.1:1
[default]
provider = baidu' $dry
try a_file_without_a_section_is_refused settings 1 'line 1, stands before any [section]' 'provider = baidu' $dry
try comments_may_stand_there settings 0 csn.baidubce.com '; mine

[default]
provider = baidu' $dry
try a_byte_order_mark_is_skipped settings 0 csn.baidubce.com "$(printf '\357\273\277[default]')
provider = baidu" $dry
try an_unknown_line_has_a_place settings 1 'line 2, has "colour"' '[default]
colour = blue' $dry
try a_line_that_is_none_has_a_place settings 1 'line 3, is neither' '[default]
provider = baidu
what' $dry
try a_line_twice_is_refused settings 1 'a second time' '[default]
provider = baidu
provider = alibaba' $dry
try a_line_of_another_section_is_not_judged settings 0 csn.baidubce.com '[other]
colour = blue
credentials = profile
[default]
provider = baidu' $dry
try a_value_of_the_file_is_judged settings 1 'timeout-ms in' '[default]
provider = baidu
timeout-ms = 0' $dry
large() {
    mkdir -p "$XDG_CONFIG_HOME/bwp" && head -c 70000 /dev/zero | tr '\0' '#' >"$XDG_CONFIG_HOME/bwp/config"
    says 1 'larger than 64 KiB' $dry
    got=$?
    rm -r "$XDG_CONFIG_HOME"
    return $got
}
try a_file_that_is_too_large_is_refused large

# Keys from where the provider's own tools keep them.
vendor() { # WANTED STATUS, TEXT, WORD...: with a profile of Baidu's tool, but no environment
    mkdir -p "$HOME/.bce"
    echo '{"current":"default","profiles":[{"name":"default","mode":"AK","access_key_id":"k","secret_access_key":"s"}]}' \
        >"$HOME/.bce/config.json"
    says "$@"
    got=$?
    rm -r "$HOME/.bce"
    return $got
}
signed() { vendor 0 bce-auth-v1 $dry --provider baidu && ! grep -q 'Not signed' "$dir/out"; }
try a_profile_signs_a_rehearsal signed
try a_profile_that_is_not_there_is_named vendor 1 'there is no profile "work"' $dry --provider baidu --vendor-profile work
try the_source_of_keys_can_be_chosen vendor 1 'leave credentials "environment" out' \
    "$bwp" list --provider baidu --credentials environment
try keys_of_a_profile_are_to_be_made_there says 1 'make a profile with both in ~/.bce/config.json' \
    "$bwp" list --provider baidu --credentials profile
broken_key() { # its file is named, not another way of giving keys
    mkdir -p "$HOME/.bce"
    echo '{"current":"default","profiles":[{"name":"default","mode":"AK","access_key_id":"k\\n","secret_access_key":"s"}]}' \
        >"$HOME/.bce/config.json"
    says 1 'access_key in ' "$bwp" list --provider baidu && grep -q '/.bce/config.json' "$dir/out"
    got=$?
    rm -r "$HOME/.bce"
    return $got
}
try a_broken_key_is_looked_for_in_its_file broken_key
try half_a_pair_of_variables_is_named says 1 'secret_key is missing: BCE_SECRET_ACCESS_KEY is not set although BCE_ACCESS_KEY_ID is' \
    env BCE_ACCESS_KEY_ID=k "$bwp" list --provider baidu
try a_token_without_keys_is_named says 1 'BCE_ACCESS_KEY_ID is not set although BCE_SESSION_TOKEN is' \
    env BCE_SESSION_TOKEN=t "$bwp" list --provider baidu
try an_unknown_source_lists_the_known says 1 'environment' "$bwp" list --provider baidu --credentials pocket

# Who a command would be: all of it known on this machine, so that nothing is sent.
whoami() { # PROVIDER WORD...: with keys in the environment, at an address where nobody is
    env HUAWEICLOUD_SDK_AK=AKIDabcdefgh1234 HUAWEICLOUD_SDK_SK=s3cret ALIBABA_CLOUD_ACCESS_KEY_ID=AKIDabcdefgh1234 \
        ALIBABA_CLOUD_ACCESS_KEY_SECRET=s3cret BCE_ACCESS_KEY_ID=AKIDabcdefgh1234 BCE_SECRET_ACCESS_KEY=s3cret \
        "$bwp" whoami --endpoint "$endpoint" --provider "$@"
}
whoami_json() { # PROVIDER ACCOUNT SITE WORD...
    at=$1 account=$2 site=$3
    shift 3
    want="{\"provider\":\"$at\",\"source\":\"environment\",\"access_key\":\"************1234\",\"account\":\"$account\""
    whoami "$at" --json "$@" >"$dir/whoami" && cat "$dir/whoami" && [ "$(cat "$dir/whoami")" = \
        "$want,\"project\":\"\",\"site\":\"$site\",\"endpoint\":\"$endpoint\",\"expires_at\":\"\"}" ]
}
try whoami_at_huawei_in_json whoami_json huawei a china --account a --site china
try whoami_at_alibaba_in_json whoami_json alibaba '' ''
try whoami_at_baidu_in_json whoami_json baidu '' ''
try whoami_as_a_table says 0 '  access key     ************1234' whoami alibaba --verbose
no_secret() { ! grep -qE 's3cret|AKID' "$dir/out"; }
try without_a_secret no_secret
try whoami_names_the_profile vendor 0 '/.bce/config.json' "$bwp" whoami --provider baidu
try whoami_without_keys_names_them says 1 BCE_ACCESS_KEY_ID "$bwp" whoami --provider baidu
try whoami_takes_no_word says 1 'unexpected word "x"' whoami baidu x
whoami_refused() {
    says 1 'Not known: account is missing, and http://127.0.0.1:1 does not tell it' whoami huawei || return 1
    grep -q '^  keys from      environment$' "$dir/out" && ! grep -q 'sent  *nothing' "$dir/out" && no_secret
    whoami huawei --json >"$dir/whoami"
    [ $? = 1 ] && [ "$(json_field status <"$dir/whoami")" = network ] && json_field whoami <"$dir/whoami" | grep -q '\*\*1234'
}
try whoami_without_an_account_says_why whoami_refused

# What is suggested is near, and never spends.
suggests_nothing() {
    "$bwp" "$@" 2>"$dir/said"
    [ $? = 1 ] && ! grep -q 'did you mean' "$dir/said"
}
try an_option_that_is_not_near_is_not_suggested suggests_nothing create --yes
try a_spending_option_is_never_suggested suggests_nothing create --auto-pya
try nor_for_its_opposite suggests_nothing create --no-auto-pya
try a_command_that_is_near_is_suggested says 1 'did you mean bwp providers?' "$bwp" provider
try on_and_off_at_once_is_refused says 1 'both given' "$bwp" create --auto-pay --no-auto-pay

# before there are any keys
try missing_keys_are_named says 1 BCE_ACCESS_KEY_ID create --provider baidu --name a $ten
start_emulator
header_keys() { # what bwp.h shows of a result is what one has
    "$bwp" list --endpoint "$endpoint" --provider baidu --json >"$dir/every" && python3 - "$dir/every" "$root/include/bwp/bwp.h" <<'P'
import json, re, sys
shown = re.search(r'\{"outcome":.*?"packages":', open(sys.argv[2]).read(), re.S).group()
assert re.findall(r'"([a-z_]+)":', shown) == list(json.load(open(sys.argv[1]))), shown
P
}
try the_header_shows_every_key_of_a_result header_keys
try a_key_as_an_option_is_refused says 1 'environment' create --provider baidu --secret-key x --name a $ten
try an_unknown_option_suggests_the_nearest says 1 '--name' create --provider baidu --nmae a $ten
half_a_key() {
    says 1 'BCE_SECRET_ACCESS_KEY' env -u BCE_SECRET_ACCESS_KEY "$bwp" create --endpoint "$endpoint" \
        --provider baidu --name a $ten && ! grep -q 'give both' "$dir/out"
}
try half_a_pair_of_keys_is_named half_a_key
file_says() { # STATUS TEXT FILE [OPTION...]
    want=$1 text=$2 file=$3
    shift 3
    printf '%s' "$file" >"$dir/request.json"
    says "$want" "$text" create --request "$dir/request.json" "$@"
}
try a_key_in_a_request_file_is_refused file_says 1 'keys come from the environment or a profile' \
    '{"provider":"baidu","secret_key":"s3cret"}'
secret_unsaid() { ! grep -q s3cret "$dir/out"; }
try and_is_not_shown secret_unsaid
try a_mistake_in_a_request_file_has_a_place file_says 1 'line 2, column 13' '{"provider":"baidu",
 "name":"a" "billing":"postpaid"}'
try a_key_twice_in_a_request_file_is_refused file_says 1 'twice' '{"provider":"baidu","provider":"alibaba"}'
try tags_twice_in_a_request_file_are_refused file_says 1 'twice' \
    '{"provider":"baidu","name":"a","tags":{"a":"b"},"tags":{"a":"c"}}' --tag c=d $ten
try a_request_file_may_name_site_account_and_project file_says 0 '/v3/from-file/' \
    '{"provider":"huawei","name":"a","site":"china","account":"from-file","project":"p"}' --dry-run $ten
try what_means_nothing_to_it_is_refused_in_a_request_file file_says 1 'site means nothing to baidu' \
    '{"provider":"baidu","name":"a","site":"china"}' $ten
try an_option_goes_over_the_account_of_the_file file_says 0 '/v3/from-option/' \
    '{"provider":"huawei","name":"a","site":"china","account":"from-file","project":"p"}' --account from-option \
    --dry-run $ten
prepaid='"provider":"alibaba","bandwidth_mbps":5,"area_a":"china","area_b":"china","billing":"prepaid","period":1'
prepaid="{$prepaid,\"period_unit\":\"month\",\"auto_pay\":true}"
try a_request_file_may_pay file_says 0 'AutoPay=true' "$prepaid" --dry-run
try no_auto_pay_goes_over_the_request_file file_says 0 'AutoPay=false' "$prepaid" --dry-run --no-auto-pay
try for_without_wait_is_refused says 1 '--for says how long --wait may take; add --wait' \
    create --provider baidu --name a --for 1m $ten
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
for site in china:open.volcengineapi.com international:open.ap-southeast-1.byteplusapi.com; do
    try "a_request_at_volcengine_goes_to_${site#*:}" says 0 "GET https://${site#*:}/?" "$bwp" create --provider volcengine \
        --site "${site%%:*}" --name a $ten_95 --dry-run
done
try its_keys_are_those_of_its_site says 1 BYTEPLUS_ACCESS_KEY env -u BYTEPLUS_ACCESS_KEY \
    "$bwp" create --endpoint "$endpoint" --provider volcengine --site international --name a $ten_95
try two_areas_that_are_not_joined_are_refused says 1 'between which volcengine sells nothing' create --provider volcengine --name a --bandwidth 2 \
    --areas asia-pacific,asia-pacific --billing postpaid_95
try a_bandwidth_below_the_least_is_refused says 1 'bandwidth_mbps is 1' create --provider volcengine --name a --bandwidth 1 \
    --areas china,china --billing postpaid_95
try a_missing_site_is_named says 1 'site is missing' create --provider huawei --name a $ten
try a_client_token_at_huawei_is_refused says 1 'client_token cannot be sent to huawei' \
    create --provider huawei --site china --name a --client-token t $ten
try an_account_that_nobody_knows_is_named says 1 'account is missing' env -u HUAWEICLOUD_SDK_DOMAIN_ID \
    HUAWEICLOUD_SDK_IAM_ENDPOINT=http://127.0.0.1:1 \
    "$bwp" create --endpoint "$endpoint" --provider huawei --site china --name a $ten
whoami_asks() {
    env -u HUAWEICLOUD_SDK_DOMAIN_ID "$bwp" whoami --endpoint "$endpoint" --provider huawei --json >"$dir/whoami" &&
        [ "$(json_field account <"$dir/whoami")" = emulator-account ]
}
try whoami_asks_for_the_account whoami_asks
try a_dry_run_does_not_ask_for_the_account says 1 'account is missing' env -u HUAWEICLOUD_SDK_DOMAIN_ID \
    "$bwp" create --endpoint "$endpoint" --provider huawei --site china --name a --dry-run $ten
twenty_one() {
    set -- create --provider alibaba $ten
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do set -- "$@" --tag "k$i=v"; done
    says 1 'tags has 21 tags' "$@"
}
try twenty_one_tags_are_refused twenty_one
try a_reserved_tag_key_is_refused says 1 'reserved' create --provider alibaba --tag acs:x=1 $ten
try a_token_beyond_ascii_is_refused says 1 'client_token' create --provider baidu --name a --client-token 'ключ' $ten
skeleton() { # PROVIDER METHOD [OPTION...]: filled in by options, it is a request that can be made; as it is, it says what is missing
    provider=$1 method=$2
    shift 2
    "$bwp" create --skeleton --provider "$provider" >"$dir/skeleton" && python3 -m json.tool "$dir/skeleton" >/dev/null &&
        says 1 'is missing' create --request "$dir/skeleton" --dry-run &&
        "$bwp" create --skeleton --provider "$provider" --name 'a"b' --tag a=b "$@" >"$dir/skeleton" &&
        says 0 "$method " create --request "$dir/skeleton" --dry-run
}
try a_skeleton_for_huawei_is_a_request skeleton huawei POST --site china $ten
try a_skeleton_for_alibaba_is_a_request skeleton alibaba POST $ten
try a_skeleton_for_baidu_is_a_request skeleton baidu POST $ten
try a_skeleton_for_volcengine_is_a_request skeleton volcengine GET $ten_95
empty='{"provider":"huawei","name":"a","site":"","account":"","project":"p"}'
filled() { # by variables what the file leaves empty
    (export BWP_SITE=china BWP_ACCOUNT=from-variable; file_says "$@")
}
try what_a_request_file_leaves_empty_comes_from_a_variable filled 0 '/v3/from-variable/' "$empty" --dry-run $ten
try a_skeleton_loses_no_unknown_key file_says 1 'bandwith is no field of a request' '{"provider":"baidu","bandwith":5}' --skeleton
try nor_a_doubled_one file_says 1 'name stands twice' '{"provider":"baidu","name":"a","name":"b"}' --skeleton
try nor_what_cannot_be_sent file_says 1 'description cannot be sent to baidu' '{"provider":"baidu","description":"a"}' \
    --skeleton
again() { # a skeleton of a skeleton, of each provider, at another
    for at in huawei alibaba baidu volcengine; do
        "$bwp" create --skeleton --provider $at >"$dir/skeleton" && says 0 '"name": ""' create --request "$dir/skeleton" \
            --skeleton --provider baidu || return 1
    done
}
try a_skeleton_is_made_of_another again
no_more_than_it_takes() { ! "$bwp" create --skeleton --provider baidu | grep -q description; }
try a_skeleton_has_what_its_provider_takes no_more_than_it_takes
nothing_bought() { [ "$(purchases)" = 0 ]; }
try none_of_these_bought_anything nothing_bought

try dry_run_shows_the_request says 0 'POST' create --provider alibaba --dry-run $ten
without_keys() { # WANTED STATUS, PART of what is printed
    (unset ALIBABA_CLOUD_ACCESS_KEY_ID ALIBABA_CLOUD_ACCESS_KEY_SECRET; says "$1" "$2" create --provider alibaba --dry-run $ten)
}
try dry_run_without_keys_shows_what_would_be_signed without_keys 0 'x-acs-action: CreateCenBandwidthPackage'
try dry_run_without_keys_says_that_it_is_not_signed without_keys 0 'Not signed, for there are no keys: set ALIBABA_CLOUD_ACCESS_KEY_ID'
try dry_run_hides_the_keys says 0 'Credential=***' create --provider alibaba --dry-run $ten
options='{"big":9007199254740991,"point":1.0,"power":1e3,"more":18446744073709551616}'
spelled() {
    "$@" >"$dir/out"
    cat "$dir/out"
    for number in 9007199254740991 1.0 1e3 18446744073709551616; do
        grep -qE "(:|=)$number([,&} ]|$)" "$dir/out" || { echo "lost $number"; return 1; }
    done
}
for provider in huawei alibaba; do
    try "numbers_stay_as_they_are_spelled_at_$provider" spelled create --provider $provider --name a \
        --provider-options "$options" --dry-run $ten $([ $provider = alibaba ] || echo --site china)
done
printf '{"provider":"baidu","name":"a","provider_options":%s}' "$options" >"$dir/spelled.json"
try numbers_of_a_request_file_stay_as_they_are_spelled spelled create --request "$dir/spelled.json" --dry-run $ten
try what_is_no_number_is_refused says 1 'not JSON' create --provider baidu --provider-options '{"a":05}' --dry-run $ten
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
# A refusal: what to do is said by its status, and that trying again is safe only where nothing has to change.
refused() { # PROVIDER CODE HTTP_STATUS TEXT
    fault "{\"kind\":\"refuse\",\"code\":\"$2\",\"status\":$3,\"message\":\"no\"}" &&
        says 1 "$4" create --provider "$1" --name refused --max-attempts 1 $ten \
            $([ "$1" = huawei ] && echo --site china) && ! tr '\n' ' ' <"$dir/out" | grep -q 'cannot buy *twice'
}
try a_wrong_key_says_to_set_the_right_one refused alibaba InvalidAccessKeyId.NotFound 404 'set the right keys'
try a_used_token_says_to_look_first refused alibaba IdempotenceParam.NotMatch 400 'look at what is there first'
try a_used_name_says_it_may_be_ones_own refused huawei CC.1053 400 'may be your'
try an_empty_balance_says_to_fill_it refused alibaba InsufficientBalance 400 'put money into the account'
try and_to_look_whether_an_order_waits refused alibaba InsufficientBalance 400 'pay that one'
busy() {
    fault '{"kind":"throttle"}' && says 1 'try again: that is safe' create --provider alibaba --max-attempts 1 $ten
}
try a_busy_provider_may_be_asked_again busy
# Characters that turn, hide or break what stands around them, from a server that means harm.
harmful='\u202e\u200b\u2028\u0085\udb40\udc41'
harmless() {
    fault "{\"kind\":\"refuse\",\"code\":\"X\",\"status\":400,\"message\":\"a${harmful}z\"}" &&
        says 1 'a?????z' create --provider baidu --name refused --max-attempts 1 $ten
}
try what_a_server_says_is_made_harmless harmless
escaped() {
    fault "{\"kind\":\"refuse\",\"code\":\"X\",\"status\":400,\"message\":\"a\u202e\u2028\udb40\udc41z\"}" &&
        says 1 'a\u202e\u2028\udb40\udc41z' create --provider baidu --name refused --max-attempts 1 --json $ten
}
try in_json_it_is_escaped escaped
unknown() {
    fault '{"kind":"cut_after","times":9}'
    says 2 'may have been bought' create --provider huawei --site china --name lost $ten
}
try a_lost_answer_is_unknown unknown
verbose() {
    create --provider alibaba --verbose --max-attempts 1 $ten >"$dir/6" 2>&1
    ! grep -qE 'emulator-(access|secret)-key' "$dir/6"
}
try verbose_never_shows_a_key verbose
done_testing

#!/bin/sh
# The first story of the tests, told with curl: 300,000.01 CNY on 30 / 60 / 10, from the account to the money.
#
#   sh tools/story.sh                    against the installation that `make up` started
#   DATA=folder sh tools/story.sh        against the one whose data lies there
#
# Duties are separated, so it takes several people: it creates a company of its own with them, and shows every request.
set -eu

data=${DATA:-.data}
port() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["ports"]["http"])' "$data/installation.json"; }
address=${ADDRESS:-http://127.0.0.1:$(port)}
installation_key=${INSTALLATION_KEY:-$(cat "$data/secrets/installation.key")}
company=story$(date +%s)
password='correct horse battery'

# field JSON PATH: the value at a path like instalments.0.id
field() { printf '%s' "$1" | python3 -c 'import functools, json, sys
step = lambda value, key: value[int(key)] if isinstance(value, list) else value[key]
print(functools.reduce(step, sys.argv[1].split("."), json.load(sys.stdin)))' "$2"; }

key() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# ask TOKEN METHOD PATH [BODY]: shows the request, prints the reply on failure and stops, leaves it in $reply. What another service has not
# heard of yet is asked again, as any client should.
ask() {
    token=$1 method=$2 path=$3 body=${4:-} tries=0
    printf '\n\033[1m%s %s\033[0m %s\n' "$method" "$path" "$body" >&2
    until reply=$(curl -sS --fail-with-body -X "$method" "$address$path" -H "Authorization: Bearer $token" -H "Idempotency-Key: $(key)" \
        ${body:+-H 'Content-Type: application/json' --data "$body"}); do
        case $reply in
            *_UNKNOWN\"*) tries=$((tries + 1)) ;;
            *) tries=30 ;;
        esac
        [ "$tries" -lt 30 ] || { printf '%s\n' "$reply" >&2; exit 1; }
        sleep 1
    done
}

sign_in() { # MAIL PASSWORD
    reply=$(curl -sS --fail-with-body "$address/v1/sessions" -H 'Content-Type: application/json' \
        --data "{\"tenant\": \"$company\", \"email\": \"$1\", \"password\": \"$2\"}") || { printf '%s\n' "$reply" >&2; exit 1; }
    field "$reply" token
}

person() { # ROLE TEAM: a new colleague; prints the token
    ask "$admin" POST /v1/users "{\"name\": \"$1\", \"email\": \"$1@story.example\", \"password\": \"$password\", \"teamId\": \"$2\",
        \"roleIds\": [\"$(field "$roles" "$1")\"]}"
    first=$(sign_in "$1@story.example" "$password")
    ask "$first" POST /v1/me:changePassword "{\"currentPassword\": \"$password\", \"newPassword\": \"$password!\"}"
    sign_in "$1@story.example" "$password!"
}

upload() { # TOKEN CONTRACT CATEGORY: evidence; prints the attachment's id
    reply=$(printf '%%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%%%EOF\n' | curl -sS --fail-with-body \
        "$address/v1/attachments?subjectType=contract&subjectId=$2&category=ATTACHMENT_CATEGORY_$3&fileName=scan.pdf" \
        -H "Authorization: Bearer $1" -H 'Content-Type: application/pdf' --data-binary @-) || { printf '%s\n' "$reply" >&2; exit 1; }
    sleep 1 # the pipeline hears of the paper a moment later
    field "$reply" id
}

plan() { # leaves the contract's plan in $plan; it is made a moment after the contract became effective
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        ask "$accountant" GET "/v1/paymentPlans?filter=contract_id%3D%22$contract%22"
        case $reply in *instalments*) break ;; esac
        sleep 1
    done
    plan=$(printf '%s' "$reply" | python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin)["paymentPlans"][0]))')
    printf '%s' "$plan" | python3 -c 'import json, sys
for each in json.load(sys.stdin)["instalments"]:
    print("   ", each["name"], each["amount"]["amount"], each["claimState"], each["timeState"], "due", each["dueDate"] or "-", "open", each["open"]["amount"])' >&2
}

echo "== A company and its people"
reply=$(curl -sS --fail-with-body "$address/v1/tenants" -H "Installation-Key: $installation_key" -H 'Content-Type: application/json' --data "{
    \"tenant\": {\"code\": \"$company\", \"name\": \"示范公司\", \"functionalCurrency\": \"CNY\", \"timeZone\": \"Asia/Shanghai\"},
    \"administrator\": {\"name\": \"管理员\", \"email\": \"admin@story.example\", \"password\": \"$password\"}}") || { echo "$reply"; exit 1; }
admin=$(sign_in admin@story.example "$password")
ask "$admin" GET '/v1/roles?pageSize=50'
roles=$(printf '%s' "$reply" | python3 -c 'import json, sys; print(json.dumps({role["key"]: role["id"] for role in json.load(sys.stdin)["roles"]}))')
ask "$admin" POST /v1/teams '{"name": "华东"}'
team=$(field "$reply" id)
rep=$(person sales "$team") manager=$(person sales_manager "$team") commercial=$(person commercial "$team") delivery=$(person delivery "$team")
cashier=$(person cashier "$team") accountant=$(person receivables_accountant "$team") controller=$(person finance_manager "$team")
ask "$admin" GET /v1/legalEntities
entity=$(field "$reply" legalEntities.0.id)

echo "== A contract, each step by who may do it"
ask "$rep" POST /v1/accounts '{"name": "杭州为民机械有限公司"}'
account=$(field "$reply" id)
sleep 2 # the other services hear of the account a moment later
ask "$rep" POST /v1/contracts "{\"name\": \"三号产线\", \"accountId\": \"$account\", \"currency\": \"CNY\", \"pricesIncludeTax\": true,
    \"lines\": [{\"description\": \"灌装线\", \"unitPrice\": \"300000.01\", \"taxRate\": \"13\"}], \"terms\": {\"template\": \"30/60/10\"}}"
contract=$(field "$reply" id)
ask "$manager" POST "/v1/contracts/$contract:approve" '{}'
ask "$commercial" POST "/v1/contracts/$contract:seal" '{}'
ask "$commercial" POST "/v1/contracts/$contract:recordReturn" "{\"scanAttachmentId\": \"$(upload "$commercial" "$contract" CONTRACT_SCAN)\"}"
ask "$commercial" POST "/v1/contracts/$contract:makeEffective" '{}'
sleep 2

echo "== The plan: the down payment is owed at once, the rest waits for acceptance"
plan
down=$(field "$plan" instalments.0.id)

echo "== Money: the cashier records it, the accountant allocates it"
today=$(TZ=Asia/Shanghai date +%F)
ask "$cashier" POST /v1/receipts "{\"legalEntityId\": \"$entity\", \"customerId\": \"$account\", \"tender\": \"TENDER_BANK\",
    \"amount\": {\"currencyCode\": \"CNY\", \"amount\": \"50000.00\"}, \"receivedDate\": \"$today\"}"
receipt=$(field "$reply" id)
ask "$accountant" POST "/v1/receipts/$receipt:allocate" "{\"lines\": [{\"instalmentId\": \"$down\"}]}"
plan

echo "== Acceptance: sixty per cent are owed from now on"
ask "$rep" GET "/v1/contracts/$contract/milestones"
acceptance=$(printf '%s' "$reply" | python3 -c 'import json, sys
print(next(each["id"] for each in json.load(sys.stdin)["milestones"] if each["kind"] == "MILESTONE_KIND_FINAL_ACCEPTANCE"))')
ask "$delivery" POST "/v1/contracts/$contract/milestones/$acceptance:reach" \
    "{\"evidenceAttachmentId\": \"$(upload "$delivery" "$contract" ACCEPTANCE)\"}"
sleep 2
plan

echo "== A reversal takes two persons"
ask "$accountant" GET "/v1/receipts/$receipt"
ask "$accountant" POST "/v1/receipts/$receipt:reverse" "{\"allocationIds\": [\"$(field "$reply" allocations.0.id)\"], \"reason\": \"核销错误\"}"
ask "$controller" POST "/v1/receipts/$receipt:approveReversal" '{}'
plan

echo "== What is owed, and the proof that every number agrees"
ask "$accountant" GET /v1/ageing
printf '    owed %s, overdue %s\n' "$(field "$reply" totals.0.total.amount)" "$(field "$reply" totals.0.overdue.amount)"
ask "$accountant" GET /v1/proof
printf '    clean: %s, %s entries\n' "$(field "$reply" clean)" "$(field "$reply" entries)"

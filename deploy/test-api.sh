#!/usr/bin/env bash
# test-api.sh [EXAMPLES]: Schemathesis asks every service of a running cluster what its /openapi.json promises.
#
# All checks, all phases, so many examples for each operation (50). The cluster is the embedded one, with a job
# that is done in it; the environment lies in .build-api and is made once. What was found lies in .build-api/report.
set -euo pipefail
cd "$(dirname "$0")/.."

examples=${1:-50}
venv=.build-api/venv
release=schemathesis==4.32.5
folder=$PWD/.build-api/cluster
pairmill=.build/debug/pairmill

if [ "$(cat $venv/stamp 2>/dev/null)" != "$release" ]; then
    deploy/python-venv.sh
    echo "test-api: installing $release"
    rm -rf $venv
    python3 -m venv $venv
    $venv/bin/pip install --quiet --disable-pip-version-check "$release"
    echo "$release" >$venv/stamp
fi

rm -rf .build-api/report
"$pairmill" down --purge --folder "$folder" >/dev/null 2>&1 || true
mkdir -p "$folder"
trap '"$pairmill" down --purge --folder "$folder" >/dev/null' EXIT
log=$("$pairmill" demo --samples 6 --preset ipa-round-1 --keep --folder "$folder")
orchestrator=$(awk '/^running/ { print $2 }' <<<"$log")

make_key() {
    curl --fail --silent --show-error "$orchestrator/v1/keys" -d "{\"name\": \"$1\", \"role\": \"operator\"}" \
        -H "Authorization: Bearer ${2:-none}"
}
PAIRMILL_API_KEY=$(make_key "test-api" | jq --raw-output .key)
SPARE_KEY=$(make_key "spare" "$PAIRMILL_API_KEY" | jq --raw-output .id)
export PAIRMILL_API_KEY SPARE_KEY

address() { jq --raw-output --arg name "$1" '[.members[] | select(.process.name | startswith($name))][0].address' \
    "$folder/cluster.json"; }

# Every process learns of the first key within three seconds; before that it lets everybody in.
for service in generator reviser verifier orchestrator; do
    for _ in {1..100}; do
        status=$(curl --silent --output /dev/null --write-out '%{http_code}' "$(address $service)/v1/backends")
        [ "$status" = 401 ] && break
        sleep 0.1
    done
    [ "$status" = 401 ] || { echo "test-api: $service does not ask for keys" >&2; exit 1; }
done

export HYPOTHESIS_STORAGE_DIRECTORY=$PWD/.build-api/hypothesis
failed=0
for service in generator reviser verifier orchestrator; do
    echo "test-api: $service"
    $venv/bin/schemathesis --config-file Tests/API/schemathesis.toml run "$(address $service)/openapi.json" \
        --max-examples "$examples" --checks all --generation-database none ${SEED:+--seed "$SEED"} \
        --report junit --report-junit-path ".build-api/report/$service.xml" --no-color \
        >".build-api/$service.log" 2>&1 || failed=1
    tail -n 12 ".build-api/$service.log"
done
# Whatever was asked, nobody died of it.
"$pairmill" status --folder "$folder"
if [ $failed -ne 0 ]; then
    echo "test-api: what was found is in .build-api/*.log, with a curl line for each" >&2
    exit 1
fi

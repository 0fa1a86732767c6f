#!/usr/bin/env bash
# Mills pairs with the embedded cluster and writes them as a trainer reads them: trainer-pairs.sh FILE
set -euo pipefail
cd "$(dirname "$0")/.."
file=$1
folder=$(dirname "$file")/cluster
mkdir -p "$folder"
pairmill=.build/release/pairmill
trap '"$pairmill" down --purge --folder "$folder" >/dev/null' EXIT

log=$(mktemp)
"$pairmill" demo --samples 60 --preset ipa-round-1 --keep --folder "$folder" | tee "$log"
address=$(awk '/^running/ { print $2 }' "$log")
job=$(grep --only-matching --max-count 1 'job_[0-9a-f]*' "$log")
rm "$log"
curl --fail --silent --show-error "$address/v1/jobs/$job/export?format=trainer" >"$file.part"
mv "$file.part" "$file"
echo "$(wc -l <"$file") pairs in $file"

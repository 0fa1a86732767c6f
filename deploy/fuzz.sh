#!/usr/bin/env bash
# fuzz.sh RUNS [SECONDS]: builds the parser for libFuzzer and runs it so many times, on every core there is.
# Given SECONDS it ends after them, however many runs are left.
# A crash, a hang of ten seconds or a leak ends it with the input in .build-fuzz/crash-…
set -euo pipefail

runs=$1
seconds=${2:-0} # 0 is no limit to libFuzzer.
folder=.build-fuzz
runtime=$(swiftc -print-target-info | jq --raw-output .paths.runtimeResourcePath)
library=$runtime/clang/lib/linux/libclang_rt.fuzzer_no_main-$(uname -m).a
[ -e "$library" ] || { echo "fuzz: $library is missing: this Swift has no libFuzzer" >&2; exit 1; }

export PAIRMILL_FUZZ=1
swift build -c release --product fuzz --sanitize address --scratch-path $folder \
    -Xswiftc -enable-testing -Xswiftc -sanitize-coverage=edge,inline-8bit-counters,pc-table,trace-cmp \
    -Xlinker "$library" -Xlinker -lstdc++ 2>&1 | grep --invert-match 'which are unhandled' | deploy/quiet.sh

program=$PWD/$folder/release/fuzz
"$program" corpus $folder/corpus
cores=$(nproc)
cd $folder
rm -f fuzz-*.log
# A crash is reported by libFuzzer; Swift's own report would wait for a debugger.
export SWIFT_BACKTRACE=enable=no
if ! "$program" corpus/ -runs=$(((runs + cores - 1) / cores)) -jobs="$cores" -workers="$cores" \
    -max_total_time="$seconds" -max_len=2048 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    >fuzz.log 2>&1; then
    tail -n 40 fuzz-*.log >&2
    echo "fuzz: an input was found that breaks the parser's promises; it lies in $folder" >&2
    exit 1
fi
grep --no-filename number_of_executed_units fuzz-*.log | awk -v runs="$runs" '
    { total += $2 }
    END { print "fuzz: " total (total < runs ? " of " runs : "") " inputs, none of which broke a promise" }'

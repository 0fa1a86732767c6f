#!/usr/bin/env bash
# Passes on a build's errors and its last line; the rest becomes one line that counts steps.
# On a terminal that line is written over, elsewhere it comes every 30 seconds.
# SwiftPM's note about libvips' -pthread flags is harmless and is dropped.
shown=$SECONDS
while IFS= read -r line; do
    case $line in
        *'prohibited flag(s)'*) ;;
        \[*/*\]*)
            if [ -t 1 ]; then
                printf '\r\e[K%s' "building ${line:0:70}"
            elif [ $((SECONDS - shown)) -ge 30 ]; then
                shown=$SECONDS
                printf '%s\n' "building ${line%%]*}] after $SECONDS s"
            fi ;;
        *error*|*'warning: '*|*'**'*|*'Build complete'*|*'Build of product'*)
            [ -t 1 ] && printf '\r\e[K'
            printf '%s\n' "$line" ;;
    esac
done
exit 0

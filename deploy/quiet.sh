#!/usr/bin/env bash
# Passes on a build's errors and its last line, and drops the rest.
# SwiftPM's note about libvips' -pthread flags is harmless and is dropped too.
grep --line-buffered -E 'error|warning: |\*\*|Build complete|Compiling.*failed' | grep -v 'prohibited flag(s)'
exit 0

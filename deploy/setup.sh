#!/usr/bin/env bash
# Installs the Debian packages pairmill builds on and runs with, where they are missing.
# Asks nothing, does nothing when all is there. Needs root or sudo only to install.
set -euo pipefail

packages=(ca-certificates chromium-headless-shell curl jq libcurl4-openssl-dev libnss3-tools libpq-dev libssl-dev
    libvips-dev openssl pgbouncer pkg-config postgresql zlib1g-dev)

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: these packages are needed and apt-get is not here to install them: ${missing[*]}" >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "setup: run as root once to install: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo --non-interactive)
fi

echo "setup: installing ${missing[*]}"
# Debian would start what it installs, a PostgreSQL and a pgbouncer; ours are private (invoke-rc.d(8)).
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap '"${as_root[@]}" rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
    "${as_root[@]}" chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
install() {
    "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --quiet --no-install-recommends "${missing[@]}"
}
if ! install >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "setup: installing failed; the whole log is $log" >&2
    exit 1
fi
rm -f "$log"
# Nor at the next boot: pgbouncer is for the tests alone.
if [[ " ${missing[*]} " == *" pgbouncer "* ]] && command -v systemctl >/dev/null; then
    "${as_root[@]}" systemctl disable --now --quiet pgbouncer 2>/dev/null || true
fi

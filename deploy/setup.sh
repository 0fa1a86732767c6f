#!/usr/bin/env bash
# Installs the Debian packages pairmill builds on and runs with, where they are missing.
# Asks nothing, does nothing when all is there. Needs root or sudo only to install.
set -euo pipefail

packages=(ca-certificates curl jq libcurl4-openssl-dev libpq-dev libssl-dev libvips-dev pkg-config postgresql)

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
# postgresql's Debian package would start a cluster of its own; ours are private.
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

#!/usr/bin/env bash
# python-venv.sh [PYTHON]: sees to it that PYTHON (python3) can make virtual environments; installs python3-venv
# where it can't, which needs root or sudo.
set -euo pipefail

python=${1:-python3}
"$python" -c 'import ensurepip, venv' 2>/dev/null && exit 0
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo --non-interactive)
echo "installing python3-venv"
{ "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet --no-install-recommends python3 python3-venv; } >/dev/null

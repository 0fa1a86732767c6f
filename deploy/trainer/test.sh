#!/usr/bin/env bash
# The trainer's tests: deploy/trainer/test.sh [PAIRS [PYTEST ARGUMENT…]]
#
# PAIRS is a file of lines as docs/backends.md §8 has them, made by a real cluster, or an export of one (a tar of
# format hf, such as `make demo` leaves); without it drawn stand-ins are trained on. The environment lies in
# .build-trainer at the repository's root, and is made again only when what is pinned has changed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv="$root/.build-trainer"

pairs=${1:-}
[ $# -eq 0 ] || shift
if [ -n "$pairs" ]; then
    [ -s "$pairs" ] || { echo "test.sh: $pairs is not there, or empty" >&2; exit 1; }
    pairs=$(realpath "$pairs")
fi

# 3.11 is what the pins were tried with, and Debian 12's own.
python=$(command -v python3.11 || command -v python3 || echo /usr/bin/python3)

make_environment() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || { "$root/deploy/python-venv.sh"; python=/usr/bin/python3; }
    rm -rf "$venv"
    "$python" -m venv "$venv"
    local pip=("$venv/bin/pip" install --quiet --disable-pip-version-check)
    echo "test.sh: installing what trains (1.5 GB with the CPU's torch, 5.4 GB with CUDA's)"
    "${pip[@]}" --requirement "$here/requirements-cpu.txt" 2>/dev/null \
        || echo "test.sh: no CPU build of torch to be had; PyPI's is taken"
    "${pip[@]}" --requirement "$here/requirements.txt" --requirement "$here/requirements-test.txt"
}

stamp=$(cat "$here"/requirements*.txt | sha256sum | cut -d' ' -f1)
if [ "$(cat "$venv/stamp" 2>/dev/null)" != "$stamp" ] || ! "$venv/bin/python" -c '' 2>/dev/null; then
    make_environment
    echo "$stamp" >"$venv/stamp"
fi

cd "$here"
case $pairs in
    *.tar)
        "$venv/bin/python" tests/exported_pairs.py "$pairs" >"$venv/pairs.jsonl"
        pairs="$venv/pairs.jsonl" ;;
esac
[ -z "$pairs" ] || export PAIRMILL_TEST_PAIRS="$pairs"
# One thread: the machine may be shared, and the model is tiny.
export OMP_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
exec "$venv/bin/python" -m pytest -p no:cacheprovider "$@"

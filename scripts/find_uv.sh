#!/bin/sh
# Prints a uv to use: the one on the machine, else one in the private environment .tools.
# Everything else that is said goes to standard error. Exit code 1 with one line when neither can be had.
set -eu
cd "$(dirname "$0")/.."

OLDEST=0.8.0  # the first with `venv --clear`
TOOLS=.tools

fail() { echo "altalk: $1" >&2; exit 1; }

is_new_enough() {
    version=$("$1" --version 2>/dev/null | cut -d ' ' -f 2) || return 1
    [ -n "$version" ] || return 1
    oldest=$(printf '%s\n%s\n' "$OLDEST" "$version" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)
    [ "$oldest" = "$OLDEST" ]
}

# pyenv's python3 refuses to start where .python-version names one that is not installed.
find_python() {
    for candidate in python3 "env PYENV_VERSION=system python3" /usr/bin/python3; do
        if $candidate -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    fail "Python 3.8 or newer is needed: install it (Debian: apt install python3 python3-venv; macOS: xcode-select --install)."
}

install_private_uv() {
    python=$(find_python)
    echo "Installing uv into $TOOLS ..." >&2
    rm -rf "$TOOLS"
    $python -m venv "$TOOLS" >/dev/null 2>&1 ||
        fail "Python's venv module is needed: install it (Debian: apt install python3-venv)."
    "$TOOLS/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --requirement requirements/tools.txt >&2 ||
        fail "uv could not be installed (no network?). Install uv yourself, then try again."
}

for candidate in uv "$TOOLS/bin/uv"; do
    if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
done
install_private_uv
echo "$TOOLS/bin/uv"

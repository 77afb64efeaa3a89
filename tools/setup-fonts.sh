#!/usr/bin/env bash
# The best free stand-in for 仿宋 (FandolFang) has no Debian package of its own: it lies inside
# texlive-lang-chinese. Only its font files are taken, into the user's font folder; nothing is installed.
# A failed download is no reason to stop: 宋体's stand-in then serves for 仿宋, and docgen doctor says so. Only the
# tests have to stop: their pages are those of FandolFang.
# usage: tools/setup-fonts.sh [test]
set -euo pipefail

folder="${XDG_DATA_HOME:-$HOME/.local/share}/fonts/docgen"
wanted=(FandolFang-Regular.otf FandolKai-Regular.otf)

complete=yes
for name in "${wanted[@]}"; do [ -s "$folder/$name" ] || complete=; done
[ -n "$complete" ] && exit 0

without() { # say what is missing, and whether that is an end
  echo "docgen: could not fetch FandolFang ($1); 仿宋 will be printed in the stand-in for 宋体" >&2
  [ "${mode-}" = test ] && exit 1
  exit 0
}
mode=${1-}
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || without "no apt-get here"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
echo "docgen: fetching the 仿宋 stand-in (FandolFang)"
fetch() { (cd "$work" && apt-get download -q texlive-lang-chinese >/dev/null 2>&1); }
# Root of a container often has no package lists yet.
fetch || { [ "$(id -u)" = 0 ] && apt-get update -q >/dev/null 2>&1 && fetch; } || without "package texlive-lang-chinese"
mkdir -p "$folder"
dpkg-deb --fsys-tarfile "$work"/texlive-lang-chinese*.deb |
  tar -x -C "$work" --wildcards '*/fandol/Fandol*.otf' 2>/dev/null || true
for name in "${wanted[@]}"; do
  file=$(find "$work" -name "$name" | head -1)
  [ -n "$file" ] || without "$name is not in the package"
  install -m 644 "$file" "$folder/$name"
done

#!/usr/bin/env bash
# The release check: the README's two commands on a bare Debian, as a stranger would type them.
#
# usage, as root: tools/bare-root.sh [-d FOLDER] [-s SUITE] [COMMAND …]
#   COMMAND …  what the user runs in the clone; without: make demo, make test
#   -d FOLDER  the root's folder, kept afterwards; one that is there already is used again
#   -s SUITE   the Debian release (bookworm)
#
# A root with python3, make, git and ca-certificates alone is made by debootstrap, HEAD is cloned into it,
# and a user without sudo runs the commands. The first run has to stop and name the packages an administrator
# installs; that very line is then run as root, and the user goes on. Whatever this machine is told about its
# package sources (mirror, proxies, certificates, pip's and npm's configuration) is carried in; nothing else is.
# Ends with an error as soon as anything fails.
set -euo pipefail
cd "$(dirname "$0")/.."

suite=bookworm
folder=
while getopts d:s: option; do
  case $option in
    d) folder=$OPTARG ;;
    s) suite=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
commands=("$@")
[ ${#commands[@]} -gt 0 ] || commands=("make demo" "make test")

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
  echo "bare-root: run as root, with debootstrap installed" >&2
  exit 1
fi
# In namespaces of its own: its mounts and whatever it leaves running go with it.
if [ -z "${BARE_ROOT_INSIDE-}" ]; then
  scratch=
  if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    scratch=$folder
  fi
  mkdir -p "$folder"
  folder=$(realpath "$folder")
  status=0
  BARE_ROOT_INSIDE=1 unshare --mount --pid --ipc --fork --kill-child "$0" -d "$folder" -s "$suite" "${commands[@]}" ||
    status=$?
  [ -z "$scratch" ] || rm -rf --one-file-system "$scratch"
  exit $status
fi

step() { # print what is done, with the seconds since the beginning
  printf '== %s s: %s\n' "$SECONDS" "$*"
}

if [ ! -f "$folder/etc/debian_version" ]; then
  mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" 2>/dev/null | head -1 || true)
  step "debootstrap $suite"
  # shellcheck disable=SC2086 # no mirror: debootstrap's own
  debootstrap --variant=minbase --include=python3,make,git,ca-certificates "$suite" "$folder" $mirror >"$folder.log" 2>&1 ||
    { tail -20 "$folder.log" >&2; exit 1; }
  rm -f "$folder.log"
fi

mount -t proc proc "$folder/proc"
mount --rbind /dev "$folder/dev"
mount -t tmpfs -o mode=1777 tmpfs "$folder/dev/shm"
cp --dereference /etc/resolv.conf /etc/hosts "$folder/etc/"
# dpkg would start services in a root that has no init
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
chmod 755 "$folder/usr/sbin/policy-rc.d"

home=/home/stranger
in_root=(env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL PIP_EXTRA_INDEX_URL \
  PIP_PROXY PIP_CERT PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT SSL_CERT_FILE REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS \
  npm_config_registry; do
  [ -z "${!name-}" ] || in_root+=("$name=${!name}")
done
as_root() { "${in_root[@]}" HOME=/root chroot "$folder" sh -c "$1"; }
as_user() {
  "${in_root[@]}" HOME=$home USER=stranger LOGNAME=stranger \
    chroot "$folder" setpriv --reuid=stranger --regid=stranger --init-groups sh -c "cd ~/docgen && $1"
}

step "what this machine knows of package sources"
apt-config dump 2>/dev/null | grep -E '^Acquire::(https?|Check)' >"$folder/etc/apt/apt.conf.d/90carried" || true
mkdir -p "$folder/usr/local/share/ca-certificates"
cp -r /usr/local/share/ca-certificates/. "$folder/usr/local/share/ca-certificates/" 2>/dev/null || true
as_root 'update-ca-certificates >/dev/null 2>&1'
as_root "id -u stranger >/dev/null 2>&1 || useradd --create-home --home-dir $home --shell /bin/sh stranger"
for file in /etc/pip.conf /etc/xdg/pip /etc/npmrc; do
  [ ! -e $file ] || { mkdir -p "$folder$(dirname $file)"; cp -r $file "$folder$(dirname $file)/"; }
done
for file in .config/pip .pip .npmrc; do
  [ ! -e ~/$file ] || { mkdir -p "$folder$home/$(dirname $file)"; cp -r ~/$file "$folder$home/$(dirname $file)/"; }
done

# pip warns a thousand times of folders of this machine that are not in the root.
grep -rlE 'file://|^ *find-links' "$folder/etc/pip.conf" "$folder/etc/xdg/pip" "$folder$home/.config/pip" "$folder$home/.pip" 2>/dev/null |
  xargs -r sed -i -E '/file:\/\/|^ *find-links/d' || true

step "a clone of $(git rev-parse --short HEAD)"
[ -z "$(git status --porcelain)" ] || echo "bare-root: changes that are not committed are not checked" >&2
rm -rf "$folder$home/docgen"
git clone -q --no-hardlinks . "$folder$home/docgen"
as_root "chown -R stranger: $home"

for command in "${commands[@]}"; do
  step "$command"
  said=$(mktemp)
  if ! as_user "$command" 2>&1 | tee "$said"; then
    # An administrator does what was asked for, once; then the user types the same again.
    wish=$(grep -o 'apt-get update && apt-get install .*' "$said" || true)
    [ -n "$wish" ] || { step "FAILED: $command" >&2; exit 1; }
    step "as root: $wish"
    as_root "export DEBIAN_FRONTEND=noninteractive; $wish" >"$said" 2>&1 || { tail -20 "$said" >&2; exit 1; }
    step "$command, again"
    as_user "$command" || { step "FAILED: $command" >&2; exit 1; }
  fi
  rm -f "$said"
done

# Every sample is there in Word and PDF.
step "the papers"
as_user '
  papers=$(find output -name "*.docx" | wc -l)
  [ "$papers" -gt 0 ] || { echo "no paper in output/"; exit 1; }
  lone=$(find output -name "*.docx" | while read -r word; do [ -f "${word%.docx}.pdf" ] || echo "$word"; done)
  [ -z "$lone" ] || { echo "without a PDF:"; echo "$lone"; exit 1; }
  echo "$papers papers in Word and PDF"'
step "all as the README says"

# Shared by the other scripts: sourced, never run. Plain messages, the list of Debian packages, and
# installing those that are missing.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
script_name=$(basename "$0")

say() { printf '== %s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$script_name" "$*" >&2
  exit 1
}

# Wrong usage: exit status 2.
misused() {
  printf '%s: %s\nTry: scripts/%s --help\n' "$script_name" "$*" "$script_name" >&2
  exit 2
}

# The text of the comment block at the top of a script is its help.
show_help() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"
}

# The Debian 12 packages that each purpose needs. This is the only list of them.
packages_for() {
  local build=(g++ cmake ninja-build libpoco-dev libmariadb-dev libssl-dev libboost-dev
    nlohmann-json3-dev libcli11-dev prometheus-cpp-dev nodejs npm)
  local run=(mariadb-server-core mariadb-client-core)
  local test=(libgtest-dev librapidcheck-dev golang-go golang-golang-x-mod-dev chromium
    openssl)
  local check=(clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev llvm-14 shellcheck)
  case $1 in
    build) echo "${build[@]}" ;;
    run) echo "${build[@]}" "${run[@]}" curl ;;
    test) echo "${build[@]}" "${run[@]}" "${test[@]}" ;;
    check) echo "${build[@]}" "${run[@]}" "${test[@]}" "${check[@]}" ;;
    bench) echo "${build[@]}" "${run[@]}" time ;;
    peer) echo nodejs npm ;;
    load) echo wrk nginx-light ;;
    *) return 1 ;;
  esac
}

is_installed() {
  # Node is as often installed from elsewhere, with npm inside, which Debian's npm would be at odds with.
  case $1 in
    nodejs) ! command -v node >/dev/null || return 0 ;;
    npm) ! command -v npm >/dev/null || return 0 ;;
  esac
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Tries a command three times, with a pause between.
with_retries() {
  local attempt
  for attempt in 1 2 3; do
    "$@" && return 0
    [ "$attempt" = 3 ] && return 1
    say "That did not work. Trying again in $((attempt * 5)) seconds."
    sleep $((attempt * 5))
  done
}

# Installs what PURPOSE needs and is missing. Asks for nothing.
set_up() {
  local purpose=$1 package wanted missing=()
  wanted=$(packages_for "$purpose") || misused "there is nothing to set up for '$purpose'"
  command -v dpkg-query >/dev/null ||
    fail "this is not a Debian system. Install by hand the equals of: $wanted"
  for package in $wanted; do
    is_installed "$package" || missing+=("$package")
  done
  if [ ${#missing[@]} = 0 ]; then
    say "Everything that '$purpose' needs is installed."
    return
  fi

  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o Dpkg::Use-Pty=0
    -o Acquire::Retries=3 -o DPkg::Lock::Timeout=120)
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "these Debian packages are missing: ${missing[*]}. \
Run as root, or as a user with sudo: apt-get install ${missing[*]}"
    apt=(sudo "${apt[@]}")
  fi
  say "Installing: ${missing[*]}"
  local install=("${apt[@]}" install --no-install-recommends "${missing[@]}")
  # The lists of packages are fetched only if there are none, or if they have grown too old to serve.
  if ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null || ! "${install[@]}" </dev/null; then
    say "Fetching Debian's lists of packages."
    with_retries "${apt[@]}" update </dev/null || fail "apt-get update failed. Check the network."
    with_retries "${install[@]}" </dev/null || fail "apt-get could not install: ${missing[*]}"
  fi
}

# fetch_from_npm SOURCE FOLDER: the packages that SOURCE/package-lock.json pins, in FOLDER/node_modules.
# Does nothing where they are there already. Several may ask at once.
fetch_from_npm() {
  local source=$1 folder=$2
  command -v npm >/dev/null || fail "npm is needed, and is not installed. Run: scripts/setup build"
  mkdir -p "$folder"
  (
    flock 9
    if cmp -s "$source/package-lock.json" "$folder/fetched-lock.json"; then exit 0; fi
    say "Fetching packages from npm into ${folder#"$root/"}."
    cp "$source/package.json" "$source/package-lock.json" "$folder/"
    with_retries npm ci --silent --no-fund --no-audit --ignore-scripts --prefix "$folder" || exit 1
    cp "$source/package-lock.json" "$folder/fetched-lock.json"
  ) 9>"$folder.lock"
}

processors() { nproc; }

# Configures and builds a preset: build_preset PRESET [TARGET...]
build_preset() {
  local preset=$1
  shift
  local targets=()
  [ $# = 0 ] || targets=(--target "$@")
  say "Configuring build/$preset."
  (cd "$root" && cmake --preset "$preset" --log-level=WARNING)
  say "Building build/$preset with $(processors) processors."
  (cd "$root" && cmake --build --preset "$preset" --parallel "$(processors)" "${targets[@]}")
}

#!/usr/bin/env bash
# Builds, runs all tests, and ends in one plain line: 'N passed, N failed'. Installs Chromium from the system's packages if it may.
set -uo pipefail
cd "$(dirname "$0")/.."

say() { echo "$*" >&2; }
need() { say "$1"; echo "0 passed, 0 failed"; exit 1; }

command -v dotnet >/dev/null || need "The .NET SDK 10 is missing. Install it (https://dot.net) and run this again."
sdk=$(dotnet --version 2>/dev/null | cut -d. -f1)
[ "${sdk:-0}" -ge 10 ] 2>/dev/null || need "TokenSpend needs the .NET SDK 10; found '$(dotnet --version 2>/dev/null)'. Install it and run this again."
node=$(node --version 2>/dev/null | sed 's/^v//' | cut -d. -f1)
[ "${node:-0}" -ge 20 ] 2>/dev/null || need "TokenSpend builds its charts with Node 20 or newer; found '$(node --version 2>/dev/null)'. Install it and run this again."

chromium=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$chromium" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Chromium for the browser tests."
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-noto-cjk; } >/dev/null 2>&1
  fi
  [ -x "$chromium" ] || need "The browser tests need Chromium: apt-get install -y --no-install-recommends chromium fonts-noto-cjk, or set CHROMIUM to its path."
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet test TokenSpend.sln --nologo --logger trx --results-directory "$out" "$@"
code=$?
sum() { cat "$out"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*" | grep -o '[0-9]*' | awk '{s+=$1} END {print s+0}'; }
passed=$(sum passed)
failed=$(( $(sum failed) + $(sum error) + $(sum timeout) ))
skipped=$(( $(sum total) - $(sum executed) ))
if [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; then [ "$code" -eq 0 ] && code=1; fi
echo "$passed passed, $failed failed$([ "$skipped" -gt 0 ] && echo ", $skipped skipped")"
exit $code

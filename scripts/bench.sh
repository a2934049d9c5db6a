#!/usr/bin/env bash
# Measures the whole import path and the cube's queries, beside the figures aimed at. Needs an idle machine of two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/TokenSpend.Bench -c Release --nologo -v q >/dev/null
dotnet build TokenSpend.Web -c Release --nologo -v q >/dev/null
bench=bench/TokenSpend.Bench/bin/Release/net10.0/TokenSpend.Bench.dll
echo "== import, aimed at: 300 k requests/s, 400 MB"
log=$(mktemp --suffix=.ndjson)
site=$(mktemp -d)
trap 'rm -rf "$log" "$site"' EXIT
dotnet "$bench" log "$log" "${1:-1000000}"
dotnet "$bench" import "$log"
echo
echo "== beside DuckDB reading the same fields, two threads, in turns; aimed at: 0.6 to 1 x in memory, 2 x into a file"
dotnet "$bench" compare "$log"
echo
echo "== a bill as CSV, aimed at: 200 k lines/s"
dotnet "$bench" bill
echo
echo "== growth; needs 25 GB of disk"
dotnet "$bench" growth
echo
echo "== cube, aimed at: any 12-month query p95 50 ms alone, 200 ms with 8 readers"
dotnet "$bench" cube
echo
echo "== budgets, aimed at: 500 standings in 1 s"
dotnet "$bench" budgets
echo
echo "== savings, aimed at: all hints over 1 M requests in 10 s and 400 MB, one day more in 1 s"
dotnet "$bench" savings
echo
echo "== re-rating after a price change, aimed at: 1 M requests in 10 s"
dotnet "$bench" rerate

echo
echo "== push: 8 gateways over HTTP"
web=TokenSpend.Web/bin/Release/net10.0/TokenSpend.Web.dll
key=$(dotnet "$web" keys add bench --data-dir "$site" 2>/dev/null)
dotnet "$web" serve --data-dir "$site" --urls http://127.0.0.1:5099 --zone Etc/UTC >/dev/null 2>&1 &
server=$!
trap 'kill $server; rm -rf "$log" "$site"' EXIT
until curl -fs http://127.0.0.1:5099/health/ready >/dev/null; do sleep 0.2; done
dotnet "$bench" push http://127.0.0.1:5099 "$key"

#!/usr/bin/env bash
# Writes src/rules/catalogue/*.json again: generate.sh [output folder]
# The versions here are the ones whose rules we claim to know; the format is described in src/rules/catalogue/README.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=${1:-$here/../../src/rules/catalogue}

generate() { # line of versions, exact version
  "$here/../oracle/run.sh" "$2" oracle.Catalogue "$2" >"$target/kestra-$1.json.part"
  mv "$target/kestra-$1.json.part" "$target/kestra-$1.json"
}

generate 1.3 1.3.31
generate 2.0 2.0.0

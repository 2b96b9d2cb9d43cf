# What .ci/run is made of: a step must succeed, a check counts as one test, suites count each of their tests.

passed=0
failed=0
started=$SECONDS

heading() {
  printf '\n=== %s (%d s)\n' "$1" $((SECONDS - started))
}

# Something the rest depends on: without it the run ends.
step() {
  heading "$1"
  shift
  "$@" || { failed=$((failed + 1)); echo "The step failed: $*"; finish; }
}

require() {
  local path
  for path in "$@"; do
    [ -e "$path" ] || { failed=$((failed + 1)); echo "$path is missing: the suites that need it cannot run."; finish; }
  done
}

check() {
  local name=$1
  heading "$name"
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $name"
  fi
}

# suites NAME JSON COMMAND…: jest with a JSON result, whose numbers are read back suite by suite.
suites() {
  local name=$1 json=$2 counts
  heading "$name"
  shift 2
  "$@" --json --outputFile="$json" >"$json.log" 2>&1 || { echo "jest reports failures:"; tail -n 200 "$json.log"; }
  if counts=$(node .ci/tally.mjs "$name" "$json"); then :; else failed=$((failed + 1)); fi
  echo "$counts"
  set -- $(echo "$counts" | tail -n 1)
  passed=$((passed + ${1:-0}))
  failed=$((failed + ${2:-1}))
}

finish() {
  printf '\n%d s\ntotal: %d passed, %d failed\n' $((SECONDS - started)) "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

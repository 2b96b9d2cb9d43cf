#!/usr/bin/env bash
# Builds the oracle of one Kestra version into target/<version>: build.sh <version>
# Does nothing when the sources have not changed since the last build.
set -euo pipefail

version=${1:?usage: build.sh <kestra version>}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=find-java.sh
. "$here/find-java.sh"
export JAVA_HOME
JAVA_HOME=$(find_java)

target=$here/target/$version
mkdir -p "$target"

fingerprint() {
  (cd "$here" && cat pom.xml $(find src -type f | LC_ALL=C sort) && echo "$JAVA_HOME") | cksum
}

up_to_date() {
  [[ -f $target/built && $(<"$target/built") == "$(fingerprint)" ]] || return 1
  # A cleaned local Maven repository makes a class path worthless.
  local jar
  IFS=: read -r -a jars <"$target/classpath.txt" || true
  for jar in "${jars[@]}"; do [[ -f $jar ]] || return 1; done
}

# Maven's local repository is not safe for two cold builds at once.
exec 9>"$here/target/.lock"
if command -v flock >/dev/null; then flock 9; fi
if up_to_date; then exit 0; fi

rm -f "$target/built"
# Downloads may fail and are tried again, a mistake in the sources is not.
for attempt in 1 2 3; do
  if mvn -q -B --no-transfer-progress -f "$here/pom.xml" "-Dkestra.version=$version" \
    compile dependency:build-classpath 2>&1 | tee "$target/build.log"; then
    fingerprint >"$target/built"
    exit 0
  fi
  echo "build of the oracle for Kestra $version failed (attempt $attempt of 3)"
  if grep -q 'COMPILATION ERROR' "$target/build.log"; then exit 1; fi
  sleep $((attempt * 5))
done
exit 1

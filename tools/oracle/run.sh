#!/usr/bin/env bash
# Starts the oracle of one Kestra version: run.sh <version> [main class] [arguments…]
# Builds it first when needed; what is built lies under target/<version>.
set -euo pipefail

version=${1:?usage: run.sh <kestra version> [main class] [arguments…]}
main=${2:-oracle.Oracle}
shift $(($# > 1 ? 2 : 1))

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=find-java.sh
. "$here/find-java.sh"
export JAVA_HOME
JAVA_HOME=$(find_java)

"$here/build.sh" "$version" >&2

target=$here/target/$version
exec "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC -XX:-OmitStackTraceInFastThrow -XX:TieredStopAtLevel=4 -Xss8m \
  --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -Dfile.encoding=UTF-8 -Duser.language=en -Duser.country=US -Duser.timezone=UTC \
  -cp "$target/classes:$(cat "$target/classpath.txt")" "$main" "$@"

# Sourced by the scripts beside it.

# Prints the major version of the Java at $1, or 0.
java_major() {
  local line
  line=$("$1/bin/java" -version 2>&1 | head -n 1) || { echo 0; return; }
  if [[ $line =~ \"([0-9]+) ]]; then echo "${BASH_REMATCH[1]}"; else echo 0; fi
}

# Prints the home of a JDK that can run Kestra's core (21 or newer): $ORACLE_JAVA_HOME, else $JAVA_HOME, else the newest
# one in the usual folders.
find_java() {
  local home major best='' best_major=20
  for home in "${ORACLE_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    if [[ -n $home && -x $home/bin/javac ]] && (($(java_major "$home") >= 21)); then
      echo "$home"
      return
    fi
  done
  for home in /usr/lib/jvm/* /opt/* /opt/java/* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${RUNNER_TOOL_CACHE:-/nonexistent}"/Java_*/*/*; do
    [[ -x $home/bin/javac && ! -L $home ]] || continue
    major=$(java_major "$home")
    if ((major > best_major)); then
      best=$home
      best_major=$major
    fi
  done
  if [[ -z $best ]]; then
    echo 'The oracle needs a JDK 21 or newer (Temurin 25 is what Kestra runs on): set ORACLE_JAVA_HOME.' >&2
    return 1
  fi
  echo "$best"
}

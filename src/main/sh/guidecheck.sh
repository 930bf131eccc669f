#!/bin/sh
# guidecheck: starts Java on this very file, in which the program's jar follows the script.
# Java is that of JAVA_HOME, or else the one on PATH. Classes on CLASSPATH can be named in options.

fail() {
  echo "guidecheck: $*" >&2
  exit 4
}

if [ -n "${JAVA_HOME-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || fail "needs Java 17 or later: none is on PATH, and JAVA_HOME leads to none"
fi

# The file "release" of a JDK says its version without starting it; not every Java on PATH leads to one.
release=$(dirname "$(dirname "$(readlink -f "$java" 2> /dev/null || echo "$java")")")/release
if [ -r "$release" ]; then
  version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$release")
else
  version=$("$java" -version 2>&1 | sed -n 's/^[^"]* version "\([^"]*\)".*/\1/p')
fi
major=${version#1.}
major=${major%%[!0-9]*}
[ "${major:-17}" -ge 17 ] || fail "needs Java 17 or later, but $java is Java $version"

# Commands that compute for long use the JDK's vector instructions, to whose loader of modules they get access here: the
# option --add-modules would print a warning. Short ones are done sooner without, and with the quicker of the compilers.
case ${1-} in
  '' | verify | guard | hunt | measure | --version | -V) how=--add-exports=java.base/jdk.internal.module=ALL-UNNAMED ;;
  *) how=-XX:TieredStopAtLevel=1 ;;
esac
set -- "$how" -cp "$0${CLASSPATH:+:$CLASSPATH}" org.guidecheck.cli.Main "$@"
# Java 24 and later warn of native libraries, ND4J's, unless told that they may be loaded.
[ "${major:-17}" -lt 24 ] || set -- --enable-native-access=ALL-UNNAMED "$@"
exec "$java" "$@"

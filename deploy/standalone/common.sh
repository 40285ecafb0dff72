# shellcheck shell=bash
# What the scripts of this folder share: folders, messages, processes and the REST interface. Sourced, never run.

set -euo pipefail

standalone=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$standalone/../.." && pwd)
cluster=$root/deploy/target/cluster
program=$(basename "$0")

run=${TAPLINE_RUN:-$root/deploy/target/run}
case $run in
  /*) ;;
  *) run=$PWD/$run ;;
esac

say() {
  printf '%s\n' "$*" >&2
}

# The user can mend it: one line, exit code 2.
user_fault() {
  say "$program: $*"
  exit 2
}

fault() {
  say "$program: $*"
  exit 1
}

unknown_argument() {
  user_fault "unknown argument: argument=$1; see $program --help"
}

# value OPTION "$@" gives the word after an option.
value() {
  [[ $# -ge 3 ]] || user_fault "option needs a value: option=$1; see $program --help"
  printf '%s' "$3"
}

require_count() {
  [[ $2 =~ ^[1-9][0-9]{0,3}$ ]] || user_fault "not a count: $1=$2; give a number from 1 to 9999"
}

require_port() {
  [[ $2 =~ ^[1-9][0-9]{0,4}$ && $2 -le 65535 ]] || user_fault "not a port: $1=$2; give a number from 1 to 65535"
}

port_is_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

require_free_port() {
  require_port "$1" "$2"
  ! port_is_taken "$2" || user_fault "port is taken: port=$2; set $1 to another"
}

require_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null || user_fault "no Java: command=$java; install a JDK 17 or later, or fix JAVA_HOME"
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  ((${version:-0} >= 17)) || user_fault "Java is too old: version=${version:-none}, command=$java; install a JDK 17 or later, or fix JAVA_HOME"
}

require_build() {
  local jars
  for jars in "$cluster"/flink/flink-runtime-*.jar "$cluster"/kafka/kafka_*.jar \
    "$root"/job/pipeline/target/tapline-pipeline-*-job.jar "$root"/deploy/target/tapline-deploy-*.jar; do
    [[ -e $jars ]] || user_fault "not built: missing=$jars; run (cd $root && ./mvnw -q -pl deploy -am -DskipTests package)"
  done
}

prepare_run() {
  mkdir -p "$run"/{conf,log,pid,tmp,checkpoints,savepoints}
  cp "$standalone/conf/log4j2.properties" "$run/conf/log4j2.properties"
}

# Options of every JVM: where it logs, and where its temporary files go. From 24 on, a JVM warns on stderr of the native code
# and the memory access of Flink, Kafka and their libraries; older ones do not know the second option, and would not start.
jvm_options() {
  jvm=(
    "-Dlog.file=$run/log/$1.log"
    "-Dlog4j2.configurationFile=$run/conf/log4j2.properties"
    "-Djava.io.tmpdir=$run/tmp"
  )
  if ((version >= 24)); then
    jvm+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  fi
}

# Options of a JVM that lives for a second or two, and should not spend them on compiling.
brief=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1)

# A process that was started here carries the name of its pid file in its command line: a process id alone may have
# gone to somebody else since.
marker() {
  printf '%s' "-Dtapline.process=$run/pid/$1.pid"
}

# launch NAME ARGUMENT… starts a JVM that outlives this script.
launch() {
  local name=$1
  shift
  : >"$run/log/$name.out"
  nohup "$java" "$(marker "$name")" "$@" >>"$run/log/$name.out" 2>&1 </dev/null &
  printf '%s\n' "$!" >"$run/pid/$name.pid"
  # It can be told from others only once this shell's copy has become the JVM.
  while ! is_running "$name" && kill -0 "$!" 2>/dev/null; do
    sleep 0.02
  done
}

pid_of() {
  if [[ -s $run/pid/$1.pid ]]; then
    head -n 1 "$run/pid/$1.pid"
  fi
}

# Linux tells it without ps, which small images lack.
command_line() {
  if [[ -r /proc/$1/cmdline ]]; then
    tr '\0' ' ' <"/proc/$1/cmdline"
  elif [[ ! -d /proc/self ]]; then
    ps -ww -o args= -p "$1"
  fi
}

is_running() {
  local pid
  pid=$(pid_of "$1")
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  case $(command_line "$pid" 2>/dev/null || true) in
    *"$(marker "$1") "*) return 0 ;;
    *) return 1 ;;
  esac
}

# names PREFIX lists what has a pid file, running or not.
names() {
  local file
  for file in "$run"/pid/"$1"*.pid; do
    if [[ -e $file ]]; then
      basename "$file" .pid
    fi
  done
}

progress() {
  if [[ -t 2 ]]; then
    printf '\r%s: %s, %d s ' "$program" "$1" "$2" >&2
  fi
}

end_progress() {
  if [[ -t 2 ]]; then
    printf '\r\033[K' >&2
  fi
}

# await SECONDS WHAT COMMAND… repeats the command until it succeeds; false when the time is over.
await() {
  local seconds=$1 what=$2 begin=$SECONDS
  shift 2
  while ! "$@"; do
    if ((SECONDS - begin >= seconds)); then
      end_progress
      return 1
    fi
    progress "$what" "$((SECONDS - begin))"
    sleep 0.2
  done
  end_progress
}

# await_process NAME COMMAND… waits for a process that was just launched, unless it ends first.
await_process() {
  local name=$1 limit=${TAPLINE_START_SECONDS:-60}
  shift
  await "$limit" "waiting for $name" ready_or_gone "$name" "$@" \
    || fault "$name is not ready: waited=$limit s, log=$run/log/$name.log; TAPLINE_START_SECONDS waits longer"
  is_running "$name" || report_end "$name"
}

ready_or_gone() {
  local name=$1
  shift
  "$@" || ! is_running "$name"
}

report_end() {
  local code=0
  wait "$(pid_of "$1")" || code=$?
  rm -f "$run/pid/$1.pid"
  if ((code == 2)); then
    user_fault "$(grep -v ' WARN ' "$run/log/$1.out" | tail -n 1)"
  fi
  tail -n 5 "$run/log/$1.out" >&2
  fault "$1 ended while it started: exit=$code, log=$run/log/$1.log"
}

rest_port() {
  sed -n 's/^rest\.port: //p' "$run/conf/config.yaml" 2>/dev/null
}

# rest PATH prints what the JobManager answers; false when it does not answer or refuses.
rest() {
  local port
  port=$(rest_port)
  [[ -n $port ]] || return 1
  (
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" "$port" >&3
    tr -d '\r' <&3 | awk 'NR == 1 { good = $2 == 200 } body && good { print } /^$/ { body = 1 } END { exit !good }'
  ) 2>/dev/null
}

# field KEY prints the first string under that key in the JSON on standard input.
field() {
  { grep -o "\"$1\":\"[^\"]*\"" || true; } | head -n 1 | cut -d '"' -f 4
}

require_cluster() {
  rest /overview >/dev/null || user_fault "no cluster answers: run=$run; start one with $standalone/start-cluster"
}

# Flink's own client. It registers its translators by writing to an unmodifiable map of java.util.
flink_client() {
  jvm_options client
  FLINK_CONF_DIR=$run/conf "$java" -Xmx256m "${brief[@]}" --add-opens=java.base/java.util=ALL-UNNAMED "${jvm[@]}" -cp "$cluster/flink/*" \
    org.apache.flink.client.cli.CliFrontend "$@" >"$run/log/client.out" 2>&1
}

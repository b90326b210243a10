# shellcheck shell=bash
# Sourced by the scripts that run servers: starts them as the right user, checks whether they are alive, stops them.

PATH=$PATH:/usr/sbin:/sbin # Debian installs servers here; only root has it in PATH

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

# as USER COMMAND...: root runs COMMAND as USER, since PostgreSQL and PgBouncer refuse to run as root; others run it as themselves
as() {
  local user=$1
  shift
  if [[ $(id -u) == 0 ]]; then
    setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups env LC_ALL=C "$@"
  else
    env LC_ALL=C "$@"
  fi
}

relaxed() { [[ ${MORAG_TEST_DURABLE:-0} == 1 ]] || echo "$@"; }

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; } # listens PORT

free_port() { # free_port [N]: a free port followed by N free ports, below the ephemeral ports
  local n=${1:-0} port extra
  for _ in $(seq 50); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 10000))
    for extra in $(seq 0 "$n"); do if listens "$((port + extra))"; then continue 2; fi; done
    echo "$port"
    return
  done
  echo "no free port between 20000 and 30000" >&2
  return 1
}

# runs PID_FILE DIR: whether the process is alive and has DIR in its command line, since process ids are reused
runs() {
  local pid
  pid=$(head -n 1 "$1" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ ]] && grep -qzF -- "$2/" "/proc/$pid/cmdline" 2>/dev/null
}

# stop_process PID_FILE DIR [SIGNAL]: sends the signal and waits until the process has ended; kills it after 30 s
stop_process() {
  local pid
  runs "$1" "$2" || return 0
  pid=$(head -n 1 "$1")
  kill -"${3:-TERM}" "$pid" 2>/dev/null || return 0
  for _ in $(seq 300); do runs "$1" "$2" || return 0; sleep 0.1; done
  echo "${0##*/}: process $pid in $2 has not ended in 30 s: killing it" >&2
  kill -KILL "$pid" 2>/dev/null || true
  for _ in $(seq 50); do runs "$1" "$2" || return 0; sleep 0.1; done
  echo "${0##*/}: process $pid in $2 does not end" >&2
  return 1
}

# record PID PID_FILE DIR: writes the pid file of a server just started in the background. The server writes its own only
# when it listens, too late to stop a server that never listens.
record() {
  echo "$1" >"$2"
  # wait until the forked shell has executed the server
  for _ in $(seq 50); do
    if runs "$2" "$3" || ! kill -0 "$1" 2>/dev/null; then return 0; fi
    sleep 0.1
  done
}

# until_listens PORT PID_FILE DIR LOG: waits until the server listens; fails after a minute, or when its process ends
until_listens() {
  for _ in $(seq 240); do
    runs "$2" "$3" || break
    listens "$1" && return 0
    sleep 0.25
  done
  tail -n 20 "$4" >&2 || true
  echo "${0##*/}: the server in $3 did not come up: $(grep -hiE 'error|fatal' "$4" 2>/dev/null | tail -n 1)" >&2
  return 1
}

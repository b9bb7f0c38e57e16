#!/bin/bash
# A machine of its own on this one: what it writes is laid over this machine's files and thrown away afterwards, and processes, network and
# names are its own, with systemd as the first process. Needs root and Linux.
#   machine.sh install FOLDER PACKAGE…   before it starts, while there is a network
#   machine.sh start FOLDER              ends with the machine
#   machine.sh run FOLDER COMMAND…       on a machine that was started
#   machine.sh end FOLDER                and nothing is left of it
set -e
act=$1 folder=$2
shift 2
root=$folder/root
# The groups of its processes, below those of all.
[ "$(stat -f -c %T /sys/fs/cgroup)" = cgroup2fs ] && groups=/sys/fs/cgroup || groups=/sys/fs/cgroup/unified
groups=$groups/$(basename "$folder")

lay_files() {
  mkdir -p "$folder"/{over,work,root}
  mount --make-rprivate /
  mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/over,workdir=$folder/work" "$root"
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/tmp"
  mount -t tmpfs tmpfs "$root/dev" -o mode=755
  for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    IFS=: read -r name major minor <<<"$device"
    mknod -m 666 "$root/dev/$name" c "$major" "$minor"
  done
  ln -s /proc/self/fd "$root/dev/fd"
  for n in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${n%:*}" "$root/dev/${n#*:}"; done
}

case $act in
install)
  [ -n "$LAID" ] || LAID=yes exec unshare --mount --pid --fork --kill-child "$0" "$act" "$folder" "$@"
  lay_files
  # Debian would start what it installs.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  DEBIAN_FRONTEND=noninteractive chroot "$root" sh -c 'apt-get update -qq && apt-get install -qq -y --no-install-recommends "$@"' install "$@"
  rm "$root/usr/sbin/policy-rc.d"
  ;;
start)
  if [ -z "$LAID" ]; then
    mkdir -p "$groups"
    echo $$ >"$groups/cgroup.procs"
    echo $$ >"$folder/pid"
    LAID=yes exec unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child "$0" "$act" "$folder"
  fi
  lay_files
  mount -t sysfs sysfs "$root/sys"
  mount -t cgroup2 none "$root/sys/fs/cgroup"
  mount -t tmpfs tmpfs "$root/run" -o mode=755
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts devpts "$root/dev/pts" -o newinstance,ptmxmode=0666
  ln -s pts/ptmx "$root/dev/ptmx"
  mount -t tmpfs tmpfs "$root/dev/shm"
  ip link set lo up
  hostname walk
  cd "$root"
  mkdir -p old
  pivot_root . old
  umount -l /old
  exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --log-target=null
  ;;
run)
  # The child of `unshare`, whose number is in the folder, is its systemd.
  first=$(pgrep --parent "$(cat "$folder/pid")")
  exec nsenter --target "$first" --all --root --wd env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
  ;;
end)
  [ ! -e "$folder/pid" ] || kill -KILL "$(cat "$folder/pid")" || true
  while [ -d "$groups" ] && ! find "$groups" -depth -type d -exec rmdir {} + 2>/dev/null; do sleep 0.1; done
  rm -rf "$folder"
  ;;
esac

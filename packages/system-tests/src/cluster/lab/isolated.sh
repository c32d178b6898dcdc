#!/bin/sh
# isolated.sh <folder> <command…>: runs a command in network, mount, process and cgroup namespaces of its own, in which a
# Kubernetes node may do as it likes. When the command ends, everything that it started ends with it, however it ended;
# then the few things that no namespace holds are put back, and the folder is removed.
set -u
folder=$1
shift
trap : HUP INT TERM
# kubelet sets these for the whole machine
sysctls='vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys.root_maxkeys kernel.keys.root_maxbytes'
sysctl -e $sysctls >"$folder/sysctls"
cgroup=$(basename "$folder")
for mount in /sys/fs/cgroup /sys/fs/cgroup/*/; do
  [ -e "$mount/cgroup.procs" ] && mkdir -p "$mount/$cgroup" 2>/dev/null
done
# the share of all pods, as on a node of its own
for shares in /sys/fs/cgroup/*/"$cgroup"/cpu.shares; do
  [ -e "$shares" ] && echo $(($(nproc) * 1024)) >"$shares"
done

# its standard input is ours: a pipe, whose end means that whoever started this is gone
unshare --net --mount --ipc --uts --pid --fork --kill-child --mount-proc --propagation private -- \
  sh -ec '
    # kubelet hands mounts on to the containers
    mount --make-rshared /
    # what the components keep at fixed places is kept in memory
    resolv=$(readlink -f /etc/resolv.conf)
    for place in /run /var/log /var/lib; do mount -t tmpfs tmpfs "$place"; done
    mkdir -p "$(dirname "$resolv")" /run/netns
    [ -e "$resolv" ] || : >"$resolv"
    mount --bind "$1/resolv.conf" "$resolv"
    shift
    exec "$@"
  ' isolated "$folder" "$@"
code=$?

sysctl -q -e -p "$folder/sysctls" >/dev/null 2>&1
for mount in /sys/fs/cgroup /sys/fs/cgroup/*/; do
  [ -d "$mount/$cgroup" ] && find "$mount/$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null
done
rm -rf "$folder"
exit "$code"

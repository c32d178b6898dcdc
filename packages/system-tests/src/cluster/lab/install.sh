#!/bin/sh
# install.sh <folder>: installs what the lab needs on Debian 12, and builds Kubernetes' programs into the folder from
# Debian's source package. They take 3 to 7 minutes on two cores; programs that are there already are kept.
set -eu
folder=$1
. /etc/os-release
[ "${ID:-}" = debian ] || { echo "the lab is built on Debian only; this is ${PRETTY_NAME:-unknown}" >&2; exit 1; }

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq --no-install-recommends \
  podman buildah netavark aardvark-dns catatonit mmdebstrap containerd runc containernetworking-plugins etcd-server \
  iptables conntrack ebtables ethtool socat iproute2 util-linux procps dnsmasq-base \
  golang-1.19-go gcc libc6-dev dpkg-dev rsync >/dev/null
[ -x "$folder/kubectl" ] && [ -x "$folder/kubelet" ] && exit 0

work=$(mktemp -d /var/tmp/kubernetes-build-XXXXXX)
trap 'rm -rf "$work" "$folder.part"' EXIT
# the machine's own sources with source packages switched on, in a state of their own
mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/apt/etc/preferences.d" "$work/apt/etc/sources"
for list in /etc/apt/sources.list.d/*.sources; do
  sed 's/^Types:.*/Types: deb deb-src/' "$list" >"$work/apt/etc/sources/$(basename "$list")"
done
cat >"$work/apt.conf" <<EOF
Dir::Etc "$work/apt/etc"; Dir::Etc::sourcelist "/dev/null"; Dir::Etc::sourceparts "$work/apt/etc/sources";
Dir::State::lists "$work/apt/lists"; Dir::Cache "$work/apt/cache"; APT::Sandbox::User "root";
EOF
cd "$work"
APT_CONFIG="$work/apt.conf" apt-get update -qq
APT_CONFIG="$work/apt.conf" apt-get source -qq kubernetes >/dev/null 2>&1

export PATH=/usr/lib/go-1.19/bin:$PATH GOROOT=/usr/lib/go-1.19 GOPATH="$work/go" GOCACHE="$work/cache"
export CGO_ENABLED=0 GO111MODULE=off GOFLAGS=
mkdir -p "$GOPATH/src/k8s.io" "$folder.part"
ln -s "$(echo "$work"/kubernetes-1.20*/)" "$GOPATH/src/k8s.io/kubernetes"
cd "$GOPATH/src/k8s.io/kubernetes"

# the one generated file that the source package lacks
go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
packages=$(grep -rlE '^\s*//\s*\+k8s:openapi-gen=' --include='*.go' pkg staging/src/k8s.io vendor/k8s.io 2>/dev/null |
  grep -vE '/(testdata|_examples|sample-apiserver|kube-aggregator/pkg/generated|code-generator)/' | xargs -n1 dirname |
  sed 's#^staging/src/##; s#^vendor/##; s#^pkg/#k8s.io/kubernetes/pkg/#' | sort -u | paste -sd,)
"$work/openapi-gen" -i "$packages" -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi \
  -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -r "$work/violations" --output-base "$GOPATH/src" >/dev/null 2>&1

flags='-s -w'
for package in component-base/version client-go/pkg/version; do
  prefix="k8s.io/kubernetes/vendor/k8s.io/$package"
  flags="$flags -X $prefix.gitVersion=v1.20.2 -X $prefix.gitMajor=1 -X $prefix.gitMinor=20 -X $prefix.gitTreeState=clean"
done
for program in kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl; do
  go build -trimpath -tags providerless,dockerless,selinux,notest -ldflags "$flags" -o "$folder.part/$program" "./cmd/$program"
  echo "built $program"
done
rm -rf "$folder"
mv "$folder.part" "$folder"

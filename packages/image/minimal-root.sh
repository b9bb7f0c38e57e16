#!/bin/sh
# Fills a folder with the root of an image: Node, the libraries that it links, and the few files that it and the C library look for.
set -eu
root=$1
node=$(command -v node)
mkdir -p "$root/usr/local/bin" "$root/etc" "$root/tmp" "$root/data"
cp "$node" "$root/usr/local/bin/node"
# Such as /lib/x86_64-linux-gnu/libc.so.6, and the loader itself.
ldd "$node" | grep -o '/[^ ]*' | xargs -n 1 cp --parents --dereference -t "$root"
# `docker compose exec ingest touchline …`: there is no `env` that the file's own first line asks for.
printf '#!/usr/local/bin/node\nimport("/app/bin/touchline.js")\n' > "$root/usr/local/bin/touchline"
chmod 755 "$root/usr/local/bin/touchline"
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
grep '^node:' /etc/passwd > "$root/etc/passwd"
grep '^node:' /etc/group > "$root/etc/group"
chmod 1777 "$root/tmp"
chown node:node "$root/data"

#!/bin/sh
# run.sh DICTC ROOT FILE… — holds dictc against this folder: the header it
# makes of demo.dict, every message of errors.txt, and docs/dict.md against
# the dictionary FILE….  UPDATE=1 writes what is found as the new truth.
set -u
dictc=$1 root=$2
shift 2
dir=$root/tests/golden/dict
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

same() {	# same WANT GOT
	[ "${UPDATE:-}" ] && cp "$2" "$1"
	diff -u "$1" "$2" || { echo "differs: $1"; failed=1; }
}

# Each case of errors.txt is "== title", a dictionary, "--", the message.
n=$(grep -c '^== ' "$dir/errors.txt")
[ "$n" -gt 0 ] || { echo "no cases"; failed=1; }
: >"$tmp/found"
i=0
while [ $i -lt "$n" ]; do
	i=$((i + 1))
	awk -v want=$i '/^== / { n++; on = n == want; next }
		/^--$/ { on = 0 } on { print }' "$dir/errors.txt" >"$tmp/x.dict"
	awk -v want=$i '/^== / && ++n == want { print }' "$dir/errors.txt" \
		>>"$tmp/found"
	cat "$tmp/x.dict" >>"$tmp/found"
	echo "--" >>"$tmp/found"
	if "$dictc" "$tmp/x.h" "$tmp/x.c" "$tmp/x.dict" >"$tmp/message" 2>&1
	then
		echo "(no error)" >>"$tmp/found"
	else
		sed "s|$tmp/||g" "$tmp/message" >>"$tmp/found"
	fi
done
same "$dir/errors.txt" "$tmp/found"
[ ! -e "$tmp/x.h" ] || { echo "a failed run left a header"; failed=1; }

"$dictc" "$tmp/demo.h" "$tmp/demo.c" "$dir/demo.dict" &&
"$dictc" doc "$tmp/demo.md" "$dir/demo.dict" &&
"$dictc" doc "$tmp/dict.md" "$@" || failed=1
same "$dir/demo.h.golden" "$tmp/demo.h"
same "$dir/demo.c.golden" "$tmp/demo.c"
same "$dir/demo.md.golden" "$tmp/demo.md"
mkdir -p "$root/docs"
same "$root/docs/dict.md" "$tmp/dict.md"
exit $failed

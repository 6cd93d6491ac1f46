#!/bin/sh
# golden.sh TPLC QUERYC LAYERS ROOT CC… — holds the compilers against
# tests/golden/tools: what they make of demo.html and demo.sql (and that every
# CC takes it, and that it runs), and every message of *_errors.txt.
# UPDATE=1 writes what is found as the new truth; read the diff.
set -u
tplc=$1 queryc=$2 layers=$3 root=$4
shift 4
dir=$root/tests/golden/tools
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
failed=0

# same WANT GOT
same() {
	[ "${UPDATE:-}" ] && cp "$2" "$1"
	diff -u "$1" "$2" || { echo "differs: $1"; failed=1; }
}

# Each case of a file is "== title", its input, "--", the message it gives.
cases() {	# cases FILE command…
	file=$dir/$1
	shift
	: >"$tmp/found"
	n=$(grep -c '^== ' "$file")
	[ "$n" -gt 0 ] || { echo "no cases in $file"; failed=1; }
	i=0
	while [ $i -lt "$n" ]; do
		i=$((i + 1))
		awk -v want=$i '/^== / { n++; on = 0; next_on = 1 }
			n == want && /^--$/ { on = 0; next_on = 0 }
			n == want && on { print }
			next_on { on = 1; next_on = 0 }' "$file" >"$tmp/in"
		awk -v want=$i '/^== / && ++n == want { print }' "$file" \
			>>"$tmp/found"
		cat "$tmp/in" >>"$tmp/found"
		echo "--" >>"$tmp/found"
		if "$@" >"$tmp/message" 2>&1; then
			echo "(no error)" >>"$tmp/found"
		else
			sed "s|$tmp/||g" "$tmp/message" >>"$tmp/found"
		fi
	done
	same "$file" "$tmp/found"
}

sql() {
	cp "$tmp/in" "$tmp/x.sql"
	"$queryc" "$tmp/x.sql" "$tmp/x.c" "$tmp/x.h" x.sql "$dir/cross.txt" \
		"$dir/layers" "$dir/0001_schema.sql"
}

html() {
	cp "$tmp/in" "$tmp/x.html"
	"$tplc" "$tmp/x.html" "$tmp/x.c" "$tmp/x.h" x.html
}

migration() {
	cp "$tmp/in" "$tmp/0001_x.sql"
	"$queryc" migrations "$tmp/x.c" "$tmp/0001_x.sql"
}

# A tree in a file: "@ path" begins a file; "@ layers" is the file layers.
tree() {
	rm -rf "$tmp/tree"
	awk -v t="$tmp/tree/" '/^@ / { f = t $2; d = f; sub("/[^/]*$", "", d)
			system("mkdir -p " d); printf "" >f; next }
		{ print >f }' "$tmp/in"
	"$layers" "$tmp/tree/layers" "$tmp/tree/src"
}

cases tplc_errors.txt html
cases queryc_errors.txt sql
cases migration_errors.txt migration
cases layers_errors.txt tree

"$tplc" "$dir/demo.html" "$tmp/demo.html.c" "$tmp/demo.html.h" demo.html &&
"$queryc" "$dir/demo.sql" "$tmp/demo.sql.c" "$tmp/demo.sql.h" demo.sql \
	"$dir/cross.txt" "$dir/layers" "$dir/0001_schema.sql" &&
"$queryc" migrations "$tmp/migrations.c" "$dir/0001_schema.sql" || failed=1
for f in demo.html.c demo.html.h demo.sql.c demo.sql.h; do
	same "$dir/$f.golden" "$tmp/$f"
done
for cc in "$@"; do
	# shellcheck disable=SC2046,SC2086
	$cc -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Werror \
		-Wstrict-prototypes -Wmissing-prototypes \
		-Wno-unused-parameter -I"$tmp" -I"$root/src" \
		-o "$tmp/demo" "$dir/demo.c" "$tmp/demo.html.c" \
		"$tmp/demo.sql.c" $(ls "$root"/src/base/*.c | grep -v _test) \
		-lsqlite3 &&
	$cc -std=c17 -Wall -Wextra -Wpedantic -Werror -I"$root/src" -c \
		-o "$tmp/m.o" "$tmp/migrations.c" &&
	"$tmp/demo" "$(cat "$dir/0001_schema.sql")" >"$tmp/demo.out" ||
		failed=1
	same "$dir/demo.out" "$tmp/demo.out"
done
exit $failed

#!/bin/sh
# run.sh TOMOBUNE — the invented city is the same twice, its audit chain is
# whole, and it is never written over other data.
set -eu
tomobune=$1
dir=$(mktemp -d /dev/shm/tomobune-demo.XXXXXX)
trap 'rm -rf "$dir"' EXIT

fail() { printf '%s\n' "$*" >&2; exit 1; }

seed() {
	"$tomobune" demo-seed --data "$dir/$1" --today 2026-11-16 $2 >/dev/null
}

# Everything but the password's salt and the moment of the migration.
dump() {
	sqlite3 "$dir/$1/tomobune.db" .dump |
		sed -e '/^INSERT INTO migration /d' \
			-e "s/\\\$argon2id\\\$[^']*//"
}

seed one ''
seed two ''
dump one >"$dir/one.sql"
dump two >"$dir/two.sql"
[ "$(grep -c '^INSERT INTO note ' "$dir/one.sql")" -ge 30 ] ||
	fail 'hardly any notes'
cmp "$dir/one.sql" "$dir/two.sql" || fail 'two seedings differ'
# A seeding of another day must differ, or the comparison means nothing.
"$tomobune" demo-seed --data "$dir/other" --today 2026-11-18 >/dev/null
dump other | cmp -s "$dir/one.sql" - && fail 'another day gave the same rows'
"$tomobune" verify-audit --data "$dir/one" | grep -q '：0$' ||
	fail 'unsealed audit rows'
printf '129992 1 00' >"$dir/one/audit.anchor"
"$tomobune" verify-audit --data "$dir/one" >"$dir/torn" &&
	fail 'a torn anchor is no finding'
grep -q '^監査の控え（audit.anchor）が壊れています。行の終わりがありません。' \
	"$dir/torn" || fail 'a torn anchor is not told'
rm "$dir/one/audit.anchor"
! seed one '' 2>/dev/null || fail 'seeded over a city'

# A folder from before files were kept has three keys: they stay, a fourth is
# added, once.
[ "$(wc -c <"$dir/one/keys")" = 128 ] || fail 'not four keys'
cp "$dir/one/keys" "$dir/keys"
head -c 96 "$dir/keys" >"$dir/one/keys"
! "$tomobune" accounts --demo --data "$dir/one" >/dev/null 2>&1 ||
	fail 'a reader took keys that are too few'
[ "$(wc -c <"$dir/one/keys")" = 96 ] || fail 'a reader wrote keys'
"$tomobune" migrate --data "$dir/one" >/dev/null
[ "$(wc -c <"$dir/one/keys")" = 128 ] || fail 'no fourth key'
cmp -n 96 "$dir/keys" "$dir/one/keys" || fail 'the keys were changed'
cp "$dir/one/keys" "$dir/keys"
"$tomobune" accounts --demo --data "$dir/one" >"$dir/accounts"
cmp "$dir/keys" "$dir/one/keys" || fail 'a new key at every start'
[ "$(awk -F'\t' 'NF == 4' "$dir/accounts" | wc -l)" = 15 ] ||
	fail 'not fifteen desks'
[ "$(cut -f1 "$dir/accounts" | sort -u | wc -l)" = 13 ] ||
	fail 'not thirteen people'
grep -q '^hirano	.*	港南市 中核みおつくし	' "$dir/accounts" ||
	fail 'no desk in the other city'
"$tomobune" migrate --data "$dir/plain" >/dev/null
! "$tomobune" accounts --demo --data "$dir/plain" 2>/dev/null ||
	fail 'accounts of data that are no demo'

# What a restore brings back to life is told beforehand, by number.
"$tomobune" backup --data "$dir/one" --to "$dir/backup" >/dev/null
"$tomobune" ended --from "$dir/backup" --data "$dir/one" |
	grep -q 'より後に、このデータで止めたもの：ありません。$' ||
	fail 'something ended that did not'
sqlite3 "$dir/one/tomobune.db" "update bestowal set state = 'ended',
	ended_at = (strftime('%s', 'now') + 60) * 1000
	where id = (select min(id) from bestowal where state = 'live')"
"$tomobune" ended --from "$dir/backup" --data "$dir/one" >"$dir/ended"
grep -q '^自治体 129992　[^　]*8-[0-9]*　共有 1件$' "$dir/ended" ||
	fail 'the share that ended is not listed'
"$tomobune" restore --from "$dir/backup" --data "$dir/back" |
	grep -q '^いまより .* 前の状態です。' || fail 'not told how old it is'
! "$tomobune" ended --from "$dir/backup" 2>/dev/null || fail 'ended of nothing'

seed empty --empty
sqlite3 "$dir/empty/tomobune.db" 'select count(*) from casefile' |
	grep -qx 0 || fail '--empty has casefiles'
seed many '--scale 450 --empty'
sqlite3 "$dir/many/tomobune.db" 'select count(*) from casefile;
	select count(*) from note; select count(*) from note_text;
	select max(n) > 0 from counter' |
	tr '\n' ' ' | grep -qx '450 4500 4500 1 ' || fail '--scale 450 wrote otherwise'

# A planned city: as many of each as was said, no note before its casefile, the
# list's moment that of the newest note, every entry in the index, sealed.
seed few '--scale 60 --notes 2 --agencies 12 --empty'
sqlite3 "$dir/few/tomobune.db" '
	select count(*) from casefile; select count(*) from note;
	select count(*) from note_text; select count(*) from agency;
	select count(*) from account; select count(distinct agency) from casefile;
	select count(*) from note n join casefile c on c.id = n.casefile
		where n.happened_at <= c.created_at;
	select count(*) from seat s where noted_at <> (select max(n.happened_at)
		from note n where n.casefile = s.casefile);
	select count(*) from entry e
		where not exists (select 1 from entry_index_docsize d where d.id = e.id);
	select count(*) from audit_todo;
	insert into entry_index(entry_index) values ('\''integrity-check'\'');' |
	tr '\n' ' ' | grep -qx '60 120 120 12 48 6 0 0 0 0 ' ||
	fail '--scale 60 --notes 2 --agencies 12 wrote otherwise'

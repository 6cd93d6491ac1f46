/* words.c — see words.h. */
#include "dict/words.h"

/* C17 and what C23 adds. */
static const char c_words[] =
	" alignas alignof auto bool break case char const constexpr continue"
	" default do double else enum extern false float for goto if inline int"
	" long nullptr register restrict return short signed sizeof static"
	" static_assert struct switch thread_local true typedef typeof union"
	" unsigned void volatile while ";

/* Reserved in PostgreSQL 15, or keywords SQLite refuses as a name. */
static const char sql_words[] =
	" add all alter analyse analyze and any array as asc asymmetric"
	" authorization between binary both by cast check collate collation"
	" column commit concurrently constraint create cross current_catalog"
	" current_date current_role current_schema current_time"
	" current_timestamp current_user deferrable delete desc distinct drop"
	" end escape except exists fetch foreign freeze from full grant group"
	" having ilike in index initially inner insert intersect into is isnull"
	" join lateral leading left like limit localtime localtimestamp natural"
	" not nothing notnull null offset on only or order outer overlaps"
	" placing primary references returning right rollback row select"
	" session_user set similar some symmetric system_user table tablesample"
	" then to trailing transaction unique update user using values variadic"
	" verbose view when where window with ";

static const char form_words[] = " empty rows old csrf idem rev more ";

static bool listed(const char *list, str s)
{
	str all = str_of(list);
	for (isize at = 0; (at = str_find(all, s, at)) >= 0; at++)
		if (all.p[at - 1] == ' ' && all.p[at + s.n] == ' ')
			return true;
	return false;
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

bool word_is_key(str s)
{
	for (isize i = 0; i < s.n; i++)
		if (!is_lower(s.p[i]) && s.p[i] != '_' &&
		    (s.p[i] < '0' || s.p[i] > '9'))
			return false;
	return s.n > 0 && s.n <= 24;
}

bool word_is_name(str s)
{
	if (s.n == 0 || s.n > 40 || !is_lower(s.p[0]))
		return false;
	for (isize i = 0; i < s.n; i += 24)
		if (!word_is_key(str_sub(s, i, i + 24)))
			return false;
	return true;
}

str word_reserved(str s)
{
	if (s.n == 0)
		return (str){ 0 };
	if (listed(c_words, s))
		return S("C");
	if (listed(sql_words, s))
		return S("SQL");
	return listed(form_words, s) ? S("form") : (str){ 0 };
}

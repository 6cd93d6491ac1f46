/*
 * json.c — see json.h.  A struct json is a json_t of jansson; the root's
 * reference is dropped when the arena is rewound.
 */
#include "fmt/json.h"

#include <jansson.h>

#include "base/utf8.h"
#include "base/vec.h"

static json_t *raw(const struct json *j)
{
	/* jansson reads through pointers that are not const. */
	return (json_t *)(uintptr_t)j;
}

static const struct json *wrap(const json_t *j)
{
	return (const struct json *)j;
}

/* Brackets outside texts, before jansson recurses over them. */
static bool is_too_deep(str s)
{
	int depth = 0;
	bool in_text = false;
	for (isize i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"')
			in_text = !in_text;
		else if (in_text)
			i += c == '\\';
		else if ((c == '[' || c == '{') && ++depth > JSON_DEPTH_MAX)
			return true;
		else if (c == ']' || c == '}')
			depth--;
	}
	return false;
}

static bool has_fraction(json_t *j)
{
	if (json_is_real(j))
		return true;
	const char *name;
	json_t *member;
	json_object_foreach(j, name, member)
		if (has_fraction(member))
			return true;
	for (size_t i = 0; i < json_array_size(j); i++) {
		if (has_fraction(json_array_get(j, i)))
			return true;
	}
	return false;
}

static void drop(void *root)
{
	json_decref(*(json_t **)root);
}

enum status json_parse(struct arena *a, str text, struct json **ret)
{
	if (text.n > JSON_SIZE_MAX)
		return E_TOO_LARGE;
	if (text.n == 0 || !utf8_valid(text) || is_too_deep(text))
		return E_INVALID;
	/* Registered while still NULL: the arena may jump away only here. */
	json_t **root = new(a, json_t *, 1);
	arena_defer(a, drop, root);
	*root = json_loadb(text.p, (size_t)text.n,
			   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
	if (!*root || has_fraction(*root))
		return E_INVALID;
	*ret = (struct json *)*root;
	return OK;
}

enum json_kind json_kind(const struct json *j)
{
	switch (j ? json_typeof(raw(j)) : JSON_NULL) {
	case JSON_OBJECT:
		return JSON_IS_OBJECT;
	case JSON_ARRAY:
		return JSON_IS_LIST;
	case JSON_STRING:
		return JSON_IS_STR;
	case JSON_INTEGER:
		return JSON_IS_INT;
	case JSON_TRUE:
	case JSON_FALSE:
		return JSON_IS_FLAG;
	case JSON_REAL:
	case JSON_NULL:
		break;
	}
	return JSON_IS_NULL;
}

str json_str(const struct json *j)
{
	return (str){ json_string_value(raw(j)),
		      (isize)json_string_length(raw(j)) };
}

i64 json_int(const struct json *j)
{
	return json_integer_value(raw(j));
}

bool json_flag(const struct json *j)
{
	return json_is_true(raw(j));
}

isize json_count(const struct json *j)
{
	return (isize)(json_array_size(raw(j)) + json_object_size(raw(j)));
}

const struct json *json_get(const struct json *object, str name)
{
	return name.n ? wrap(json_object_getn(raw(object), name.p,
					      (size_t)name.n)) : NULL;
}

const struct json *json_at(const struct json *list, isize i)
{
	return i < 0 ? NULL : wrap(json_array_get(raw(list), (size_t)i));
}

bool json_next(const struct json *object, void **at, str *ret_name,
	       const struct json **ret)
{
	*at = *at ? json_object_iter_next(raw(object), *at) :
		    json_object_iter(raw(object));
	if (!*at)
		return false;
	*ret_name = (str){ json_object_iter_key(*at),
			   (isize)json_object_iter_key_len(*at) };
	*ret = wrap(json_object_iter_value(*at));
	return true;
}

struct param_list {
	struct param *v;
	isize n, cap;
};

static enum status add_param(struct arena *a, struct param_list *list,
			     str name, const struct json *j)
{
	str value = json_str(j);
	if (list->n == PARAMS_MAX)
		return E_TOO_LARGE;
	if (json_kind(j) == JSON_IS_INT) {
		struct out o = out_open(a, 20);
		put(&o, json_int(j));
		value = out_str(&o);
	}
	if (!value.p)
		return E_INVALID;
	*vec_push(a, list) = (struct param){ name, value };
	return OK;
}

enum status json_params(struct arena *a, const struct json *object,
			struct params *ret)
{
	struct param_list list = { 0 };
	void *at = NULL;
	str name;
	const struct json *j;
	if (json_kind(object) != JSON_IS_OBJECT)
		return E_INVALID;
	while (json_next(object, &at, &name, &j)) {
		if (json_kind(j) != JSON_IS_LIST)
			TRY(add_param(a, &list, name, j));
		for (isize i = 0; i < json_count(j); i++)
			TRY(add_param(a, &list, name, json_at(j, i)));
	}
	*ret = (struct params){ list.v, list.n };
	return OK;
}

/* What stands for the character at s.p[i]; {0}: itself. */
static str escape_of(str s, isize i, char *buf)
{
	static const char digit[] = "0123456789abcdef";
	u8 c = (u8)s.p[i];
	switch (c) {
	case '"':
		return S("\\\"");
	case '\\':
		return S("\\\\");
	case '\n':
		return S("\\n");
	}
	if (c == 0xe2 && str_starts(str_sub(s, i, s.n), S("\u2028")))
		return S("\\u2028");
	if (c == 0xe2 && str_starts(str_sub(s, i, s.n), S("\u2029")))
		return S("\\u2029");
	if (c >= 0x20 && c != '<' && c != 0x7f)
		return (str){ 0 };
	buf[4] = digit[c >> 4];
	buf[5] = digit[c & 15];
	return (str){ buf, 6 };
}

void json_put_str(struct out *o, str s)
{
	char buf[] = "\\u0000";
	isize from = 0;
	out_char(o, '"');
	for (isize i = 0; i < s.n; i++) {
		str e = escape_of(s, i, buf);
		if (!e.n)
			continue;
		put(o, str_sub(s, from, i));
		put(o, e);
		/* Only the line separators have three bytes. */
		i += (u8)s.p[i] == 0xe2 ? 2 : 0;
		from = i + 1;
	}
	put(o, str_sub(s, from, s.n));
	out_char(o, '"');
}

static void put_list(struct out *o, const struct json *j)
{
	out_char(o, '[');
	for (isize i = 0; i < json_count(j); i++) {
		if (i)
			out_char(o, ',');
		json_put(o, json_at(j, i));
	}
	out_char(o, ']');
}

static void put_object(struct out *o, const struct json *object)
{
	void *at = NULL;
	str name;
	const struct json *j;
	char before = '{';
	while (json_next(object, &at, &name, &j)) {
		out_char(o, before);
		json_put_str(o, name);
		out_char(o, ':');
		json_put(o, j);
		before = ',';
	}
	if (before == '{')
		out_char(o, '{');
	out_char(o, '}');
}

void json_put(struct out *o, const struct json *j)
{
	switch (json_kind(j)) {
	case JSON_IS_OBJECT:
		put_object(o, j);
		break;
	case JSON_IS_LIST:
		put_list(o, j);
		break;
	case JSON_IS_STR:
		json_put_str(o, json_str(j));
		break;
	case JSON_IS_INT:
		put(o, json_int(j));
		break;
	case JSON_IS_FLAG:
		put(o, json_flag(j) ? S("true") : S("false"));
		break;
	case JSON_IS_NULL:
		put(o, S("null"));
		break;
	}
}

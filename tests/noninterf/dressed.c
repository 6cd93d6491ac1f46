/* dressed.c — see dressed.h. */
#include "dressed.h"

/* The line of a header, without its name; {0}: there is none. */
static str line_of(str head, str name)
{
	str rest = head;
	while (rest.p) {
		str line = str_cut(&rest, '\n');
		if (str_starts(line, name))
			return str_sub(line, name.n, line.n);
	}
	return (str){ 0 };
}

static const struct {
	str name, begins;
} always[] = {
	{ STR("Cache-Control: "), STR("no-store") },
	{ STR("X-Content-Type-Options: "), STR("nosniff") },
	{ STR("Referrer-Policy: "), STR("same-origin") },
	{ STR("Cross-Origin-Opener-Policy: "), STR("same-origin") },
	{ STR("Cross-Origin-Resource-Policy: "), STR("same-origin") },
	{ STR("Permissions-Policy: "), STR("camera=(), microphone=()") },
};

static bool has(str s, str part)
{
	return str_find(s, part, 0) >= 0;
}

static bool policy_is_strict(str head)
{
	str csp = line_of(head, S("Content-Security-Policy: "));
	if (line_of(head, S("Content-Disposition: ")).p)
		return str_starts(csp, S("sandbox; default-src 'none'"));
	return str_starts(csp, S("default-src 'none'; script-src 'nonce-")) &&
	       !has(csp, S("unsafe")) && !has(csp, S("*")) &&
	       has(csp, S("frame-ancestors 'none'")) &&
	       has(csp, S("require-trusted-types-for 'script'"));
}

str dressed_wrong(const struct answered *a)
{
	str head = str_sub(a->whole, 0, a->whole.n - a->body.n);
	for (isize i = 0; i < COUNT(always); i++)
		if (!str_starts(line_of(head, always[i].name),
				always[i].begins))
			return always[i].name;
	if (!policy_is_strict(head))
		return S("Content-Security-Policy");
	str cookie = line_of(head, S("Set-Cookie: "));
	if (cookie.p && !(has(cookie, S("; HttpOnly")) &&
			  has(cookie, S("; SameSite=Strict"))))
		return S("Set-Cookie");
	if (a->status == 405 && !line_of(head, S("Allow: ")).p)
		return S("Allow");
	if (a->status == 503 && !line_of(head, S("Retry-After: ")).p)
		return S("Retry-After");
	str to = line_of(head, S("Location: "));
	if ((a->status == 303) != (to.p != NULL) ||
	    (to.p && (!str_starts(to, S("/")) || str_starts(to, S("//")))))
		return S("Location");
	return (str){ 0 };
}

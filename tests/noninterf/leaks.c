/* leaks.c — see leaks.h.  A leak without a row is sought everywhere. */
#include "leaks.h"

const struct leak_row leak_rows[LEAKS] = {
	[LEAK_search] = { POST, "/search", ROLE_NONE, true },
	[LEAK_count] = { POST, "/intake", ROLE_worker, true },
	[LEAK_json] = { POST, "/draft", ROLE_worker },
	[LEAK_sort] = { GET, "/cases", ROLE_clerk, true },
	[LEAK_total] = { GET, "/cases", ROLE_NONE },
	[LEAK_history] = { GET,
			   "/cases/:casefile/people/:person/sheets/:kind/"
			   "history",
			   ROLE_clerk, true },
	[LEAK_print] = { GET, "/cases/:casefile/print/:issue", ROLE_clerk },
	[LEAK_file] = { GET, "/cases/:casefile/people/:person/basis/:basis/"
			"files/:file", ROLE_worker },
	[LEAK_error] = { POST, "/draft", ROLE_worker },
	[LEAK_event] = { GET, "/events", ROLE_clerk },
	[LEAK_serial] = { GET, "/cases/:casefile/looked", ROLE_senior },
	[LEAK_ties] = { GET, "/cases/:casefile/relations", ROLE_clerk },
};

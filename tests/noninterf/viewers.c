/* viewers.c — who asks. */
#include "world.h"

const struct viewer_kind viewer_kinds[] = {
	{ "worker", 2, ROLE_worker, 4 },
	{ "clerk", 1, ROLE_clerk, 6 },
	{ "chief", 1, ROLE_chief, 2 },
	{ "senior", 1, ROLE_senior, 2 },
	{ "coordinator", 2, ROLE_coordinator, 2 },
	{ "auditor", 2, ROLE_auditor, 2 },
	{ "chief of another agency", 2, ROLE_chief, 1 },
	{ "administrator", 1, ROLE_agency_admin, 1 },
	{ "administrator of the municipality", 2, ROLE_muni_admin, 1 },
	{ "matcher", 2, ROLE_matcher, 1 },
	{ "guest", 2, ROLE_guest, 1 },
	{ "clerk of another agency", 2, ROLE_clerk, 1 },
	{ "worker with two desks", 1, ROLE_worker, 1, true },
};
const int viewer_kinds_n = COUNT(viewer_kinds);

const struct viewer_kind *viewer_of(u64 pair)
{
	int sum = 0, i = 0;
	for (int k = 0; k < COUNT(viewer_kinds); k++)
		sum += viewer_kinds[k].weight;
	/* A stride without a common divisor mixes them. */
	for (sum = (int)(pair * 7 % (u64)sum);; i++) {
		sum -= viewer_kinds[i].weight;
		if (sum < 0)
			return &viewer_kinds[i];
	}
}

const char *const diff_names[DIFFS] = {
#define P1_DIFF_NAME(x) #x,
	P1_DIFFS(P1_DIFF_NAME)
#undef P1_DIFF_NAME
};

/* routes.c — every room's table, once. */
#include "app/routes.h"

#include "account/account.h"
#include "auditview/auditview.h"
#include "casefile/casefile.h"
#include "consent/consent.h"
#include "family/family.h"
#include "home/home.h"
#include "household/household.h"
#include "intake/intake.h"
#include "kernel/draft.h"
#include "note/note.h"
#include "notice/notice.h"
#include "overview/overview.h"
#include "own/own.h"
#include "refer/refer.h"
#include "search/search.h"
#include "sharetype/sharetype.h"
#include "sheetrec/sheetrec.h"
#include "share/share.h"
#include "task/task.h"

enum status routes_add(struct app *app, str *ret_why)
{
	const struct route_table tables[] = {
		{ kernel_routes, kernel_routes_n },
		{ account_routes, account_routes_n },
		{ home_routes, home_routes_n },
		{ family_routes, family_routes_n },
		{ household_routes, household_routes_n },
		{ casefile_routes, casefile_routes_n },
		{ consent_routes, consent_routes_n },
		{ sheetrec_routes, sheetrec_routes_n },
		{ intake_routes, intake_routes_n },
		{ note_routes, note_routes_n },
		{ notice_routes, notice_routes_n },
		{ overview_routes, overview_routes_n },
		{ own_routes, own_routes_n },
		{ refer_routes, refer_routes_n },
		{ task_routes, task_routes_n },
		{ search_routes, search_routes_n },
		{ auditview_routes, auditview_routes_n },
		{ share_routes, share_routes_n },
		{ sharetype_routes, sharetype_routes_n },
	};
	app->preview_bar = share_preview_bar;
	app->chores[app->chores_n++] = basis_tell_ending;
	return app_add_routes(app, tables, COUNT(tables), ret_why);
}

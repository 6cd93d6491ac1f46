/* routes.c — every room's table, once. */
#include "app/routes.h"

#include "account/account.h"
#include "kernel/draft.h"

enum status routes_add(struct app *app, str *ret_why)
{
	const struct route_table tables[] = {
		{ kernel_routes, kernel_routes_n },
		{ account_routes, account_routes_n },
	};
	return app_add_routes(app, tables, COUNT(tables), ret_why);
}

/* routes.h — the whole route table of the product. */
#ifndef TB_ROUTES_H
#define TB_ROUTES_H

#include "kernel/app.h"

/* E_BUG with *ret_why when a row lacks an authority or two rows clash. */
enum status routes_add(struct app *app, str *ret_why) MUST_CHECK;

#endif

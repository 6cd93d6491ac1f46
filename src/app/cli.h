/*
 * cli.h — what the commands of the program share.
 */
#ifndef TB_CLI_H
#define TB_CLI_H

#include "kernel/clerk.h"

struct cli {
	struct arena *arena;
	char **argv;		/* as the program was started */
	bool rebuilding;	/* an old index is why we are here */
	bool bulk;		/* writes very much (db.h) */
	const char *data, *socket, *group, *pg, *web, *workers, *scale,
		*notes, *agencies, *today, *demo, *empty, *from, *to, *aside;
};

/* Opens the app without threads; says why not on standard error.  `reader`:
 * beside a running server. */
enum status cli_open(struct cli *c, bool reader, struct app **ret) MUST_CHECK;
void cli_write(int fd, str s);
void cli_say(int fd, str line);
/* A number option, `otherwise` when absent or no number. */
int cli_number(const char *text, int otherwise);

/* 「監査の記録は … 行すべてつながっています。」, or what is wrong. */
str cli_audit_text(struct arena *a, const struct audit_report *r);

/* serve.c */
int cli_serve(struct cli *c);

/* cli_backup.c */
int cli_backup(struct cli *c);
int cli_restore(struct cli *c);
int cli_ended(struct cli *c);
int cli_drill(struct cli *c);

/* cli_demo.c */
int cli_demo_seed(struct cli *c);
int cli_accounts(struct cli *c);

#endif

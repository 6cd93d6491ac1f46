/*
 * boot.h — from options to a running app, and back.
 */
#ifndef TB_BOOT_H
#define TB_BOOT_H

#include "kernel/app.h"

struct boot_options {
	const char *data;	/* the data folder; made if absent */
	const char *pg;		/* libpq conninfo; NULL: SQLite in data */
	const char *web;	/* folder with manifest.txt; NULL: plain names */
	int workers;		/* 0: 16 */
	bool sync_off;		/* tests on tmpfs */
	bool no_live;		/* no hub, no clerk: transcripts, commands */
	bool plain_cookie;	/* tests without a browser */
	bool no_check;		/* the rebuild itself */
	/* Beside a running server: no lock is taken, nothing is created,
	 * migrated or written, and there is no index check. */
	bool reader;
	bool any_age;	/* a reader of data not migrated yet */
	bool bulk;	/* writes very much: see db.h */
	int lock_wait_ms;	/* for another program that is just ending */
};

/* Folder, lock, keys, store, migrations, dictionary, routes, threads.
 * On failure *ret_why is a Japanese sentence for the operator. */
enum status app_open(const struct boot_options *o, struct app **ret,
		     str *ret_why) MUST_CHECK;
void app_close(struct app *app);

/* The commands of the program; returns the exit code. */
int cli_main(int argc, char **argv);

#endif

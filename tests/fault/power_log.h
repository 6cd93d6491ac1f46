/*
 * power_log.h — a record of FILE.unsynced, shared by the writer of the log
 * and by power_cut: what a range held before a write.
 */
#ifndef TB_POWER_LOG_H
#define TB_POWER_LOG_H

#include <stdint.h>

enum { POWER_SECTOR = 512 };

/* Then `n` old bytes: those of [at, at + span) that lay inside the file. */
struct power_record {
	int64_t at, span;	/* whole sectors */
	int64_t n;
	int64_t size;		/* of the file before */
	int64_t new_size;	/* after */
};

#define POWER_LOG_TAIL ".unsynced"

#endif

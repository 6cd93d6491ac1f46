/*
 * leak.h — holes made on purpose, so that the test of non-interference
 * (tests/noninterf) can show in the same run that it would see one.
 *
 * Only a test build (TB_TEST_CLOCK) can open them; the shipped program does
 * not contain the switch.  A hole is one condition in the room whose channel
 * it is.
 */
#ifndef TB_VIS_LEAK_H
#define TB_VIS_LEAK_H

#define LEAKS_ALL(X)                                                          \
	X(search)	/* lists and searches ask in agency 1, whoever asks */ \
	X(count)	/* case numbers from one series for all agencies */   \
	X(title)	/* "not there" has another title for what is hidden */ \
	X(header)	/* a cookie tells how much there is */                \
	X(json)		/* the answer to a script tells it */                 \
	X(sort)		/* lists sort by notes that may not be read */        \
	X(total)	/* the list's title counts everybody's cases */       \
	X(history)	/* versions of a sheet that is closed */              \
	X(print)	/* the paper tells how much there is */               \
	X(file)		/* so does the name of a file */                      \
	X(error)	/* a refusal tells that the casefile exists */        \
	X(event)	/* a change is told to who may not read it */         \
	X(serial)	/* the audit's number over the municipality */        \
	X(ties)		/* who is bound to whom, without the words */         \
	X(work)		/* one statement more for what is hidden */

enum leak {
	LEAK_NONE,
#define LEAK_ENUM(x) LEAK_##x,
	LEAKS_ALL(LEAK_ENUM)
#undef LEAK_ENUM
	LEAKS
};

#ifdef TB_TEST_CLOCK
extern enum leak leak_open;
extern const char *const leak_names[LEAKS];
#define LEAKING(l) (leak_open == LEAK_##l)
#else
#define LEAKING(l) 0
#endif

#endif

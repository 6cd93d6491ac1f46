/*
 * leak.h — holes made on purpose, so that the test of non-interference
 * (tests/noninterf) can show in the same run that it would see one.
 *
 * Only a test build (TB_TEST_CLOCK) can open them; the shipped program does
 * not contain the switch.
 */
#ifndef TB_VIS_LEAK_H
#define TB_VIS_LEAK_H

enum leak {
	LEAK_NONE,
	LEAK_SEARCH,	/* lists and searches ask in agency 1, whoever asks */
	LEAK_COUNT,	/* numbers come from one series for all agencies */
	LEAK_TITLE,	/* "not there" has another title for what is hidden */
	LEAKS
};

#ifdef TB_TEST_CLOCK
extern enum leak leak_open;
#define LEAKING(l) (leak_open == (l))
#else
#define LEAKING(l) 0
#endif

#endif

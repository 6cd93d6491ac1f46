/*
 * chip.h — 同意 in two words, for the banner and for lists: what the viewer
 * may know of why the household's people are shared.
 */
#ifndef TB_CASEFILE_CHIP_H
#define TB_CASEFILE_CHIP_H

#include "db/db.h"

enum consent_state {
	CONSENT_NONE,	/* 同意なし */
	CONSENT_MEETING,	/* 支援会議の情報 */
	CONSENT_SOME,	/* 一部の人だけ同意 */
	CONSENT_ALL,	/* 同意あり R9.3.31まで */
};
struct consent_chip {
	enum consent_state state;
	str text;
};

/*
 * `homes`: people who live there; `agreed`: those of them whose consent is in
 * force; `until`: the moment the first of these ends; `met`: bases of a
 * meeting.  At another agency only what its own shares rest on counts.
 */
struct consent_chip consent_chip(struct arena *a, i64 homes, i64 agreed,
				 struct opt_i64 until, i64 met);

#endif

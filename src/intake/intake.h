/*
 * intake.h — 相談受付 (S22): what was heard, before or without a household.
 *
 * Only the text is required; no consent is needed to write down what one
 * heard.  An intake stays with the agency that received it until it is bound
 * to a casefile: then it is the household's beginning and its first note.
 */
#ifndef TB_INTAKE_H
#define TB_INTAKE_H

#include "kernel/rq.h"

extern const struct route intake_routes[];
extern const isize intake_routes_n;

#endif

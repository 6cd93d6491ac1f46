/*
 * overview.h — 事案概要 (S30): everything one must know before picking up the
 * telephone, on one page and on one sheet of paper.
 *
 * Its own are the four items (主訴・本人と家族の希望, 課題と強み, 見立てと支援方針,
 * 役割分担と次の予定), kept as one sheet of the dictionary, `overview`.  An item
 * is locked by itself: two people may change two items at once; who comes
 * second to the same one is shown both texts.  All else on the page belongs to
 * other rooms and is read through their faces and the lens.
 *
 * 発行 is a printing with a number: a POST takes the number, the page that
 * follows shows the sheet once more to its issuer for an hour.
 */
#ifndef TB_OVERVIEW_H
#define TB_OVERVIEW_H

#include "kernel/rq.h"

extern const struct route overview_routes[];
extern const isize overview_routes_n;

#endif

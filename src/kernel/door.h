/*
 * door.h — who comes in: session cookie, CSRF, sign-in and sign-out.
 *
 * The cookie holds 256 random bits; the database only their SHA-256.  CSRF is
 * answered three times over: SameSite=Strict, the session's token in every
 * form, and Origin / Sec-Fetch-Site when the browser sends them.
 */
#ifndef TB_DOOR_H
#define TB_DOOR_H

#include "kernel/rq.h"

/* n random bytes as base64url. */
str door_random(struct arena *a, isize n);
/* Fills rq->actor and rq->csrf from the cookie; nobody is OK too.  Before
 * sign-in rq->csrf is a double-submit cookie's value.  Begins a snapshot and
 * leaves it open: who asks, what he may and what he sees are of one moment. */
enum status door_session(struct rq *rq) MUST_CHECK;
/* E_FORBIDDEN with the calm text when the form is not from our own page. */
enum status door_csrf(struct rq *rq) MUST_CHECK;
/* Marks the session as used, at most once a minute. */
void door_touch(struct rq *rq);

/* A new session for a desk: sets the cookie.  Inside a job; `cookie` was made
 * by door_random(…, 32) outside it, so that a retry makes no second one. */
enum status door_open(struct rq *rq, struct db *tx, struct viewer v,
		      str cookie) MUST_CHECK;
/*
 * The same human goes on at another of his desks: this session ends, one with
 * a new cookie, id and CSRF secret begins, and lasts no longer than the old
 * one would have.  Inside a job; E_CONFLICT when the session is gone already.
 * After the commit: door_cut of the old id.
 */
enum status door_change(struct rq *rq, struct db *tx, struct viewer v,
			str cookie) MUST_CHECK;
/* Closes the event streams of a session. */
void door_cut(struct rq *rq, session_id id);
/* Ends a session of this account and closes its event streams. */
enum status door_end(struct rq *rq, struct db *tx, i64 muni,
		     account_id account, session_id id) MUST_CHECK;
/* Ends the caller's own, and clears cookie and site data. */
enum status door_shut(struct rq *rq, struct db *tx) MUST_CHECK;

/* The audit rows of what this request has looked at (audit.c). */
enum status audit_write_looks(struct rq *rq, struct db *tx) MUST_CHECK;

#endif

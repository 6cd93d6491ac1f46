/*
 * wire.h — bytes in and out of one connection, with limits and deadlines.
 * Private to the listener.
 */
#ifndef TB_SCGI_WIRE_H
#define TB_SCGI_WIRE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Reads one whole SCGI request within `ms` milliseconds.  E_INVALID and
 * E_TOO_LARGE (over `limit`, or `files` for one that
 * brings a file) deserve an answer; E_DOWN (the peer went away or
 * was too slow) has nobody to read one.
 */
enum status wire_read(struct arena *a, int fd, isize limit, isize files,
		      int ms, str *ret)
	MUST_CHECK;
/* Writes everything; E_DOWN when the peer does not take it within `ms`. */
enum status wire_write(int fd, str bytes, int ms) MUST_CHECK;
/*
 * Says that nothing more comes and throws away what the peer still sends, at
 * most 8 MiB and `ms` milliseconds: a socket closed over unread bytes resets
 * the peer before it has read our answer.
 */
void wire_finish(int fd, int ms);

#endif

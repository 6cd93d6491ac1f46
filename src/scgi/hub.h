/*
 * hub.h — server-sent events: one thread, epoll, many idle descriptors.
 *
 * A stream carries opaque names and counters only, never content.  Each
 * stream belongs to a *key* (the session) and listens to a set of *topics*
 * (64-bit numbers: a casefile as one agency has it).  A slow reader whose
 * socket buffer is full is cut.  A comment line goes out every 25 s so that
 * dead peers are noticed.
 */
#ifndef TB_SCGI_HUB_H
#define TB_SCGI_HUB_H

#include "base/str.h"

enum { HUB_TOPICS = 8 };

struct hub_ticket {
	u64 key;	/* 0: not a stream */
	u64 topics[HUB_TOPICS];
	int topics_n;
	u64 moment;	/* hub_moment() before the right to listen was read */
};

struct hub;
enum status hub_open(struct hub **ret) MUST_CHECK;
/* The same with another pause between comment lines: tests. */
enum status hub_open_beat(int beat_ms, struct hub **ret) MUST_CHECK;
/* Ends every stream, then the thread. */
void hub_close(struct hub *h);
/* Counts the cuts.  Who reads whether somebody may listen asks before he reads:
 * a stream that comes after a cut made meanwhile is ended at once, since the
 * cut may have meant it. */
u64 hub_moment(struct hub *h);
/* Takes over the descriptor; it is closed when the stream ends. */
void hub_adopt(struct hub *h, int fd, const struct hub_ticket *t);
/* "event: <name>\ndata: <data>\n\n" to every stream with the topic.
 * Neither holds a line break.  Never blocks; when far too much waits to be
 * sent, every stream is cut instead. */
void hub_send(struct hub *h, u64 topic, str name, str data);
/* Ends every stream of a key (sign-out), of a topic, or all. */
void hub_cut_key(struct hub *h, u64 key);
void hub_cut_topic(struct hub *h, u64 topic);
void hub_cut_all(struct hub *h);
/* Streams adopted and not yet ended. */
isize hub_streams(struct hub *h);

#endif

/*
 * map.h — a hash trie from str to pointer, in an arena.  No removal.
 * Keys are not copied: they must live as long as the map.
 */
#ifndef TB_MAP_H
#define TB_MAP_H

#include "base/arena.h"

struct map {
	struct map_node *root;
	isize n;
};

/* The slot of a key; NULL slot value means absent.  Creates it if `a`. */
void **map_slot(struct arena *a, struct map *m, str key);
/* The value, or NULL. */
void *map_get(const struct map *m, str key);

#endif

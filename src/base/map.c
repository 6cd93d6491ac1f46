/* map.c — a 4-ary trie over the hash bits: no rehash, no tombstones. */
#include "base/map.h"

struct map_node {
	struct map_node *child[4];
	str key;
	void *value;
};

void **map_slot(struct arena *a, struct map *m, str key)
{
	struct map_node **at = &m->root;
	for (u64 h = str_hash(key); *at; h <<= 2) {
		if (str_eq((*at)->key, key))
			return &(*at)->value;
		at = &(*at)->child[h >> 62];
	}
	if (!a)
		return NULL;
	*at = new(a, struct map_node, 1);
	(*at)->key = key;
	m->n++;
	return &(*at)->value;
}

void *map_get(const struct map *m, str key)
{
	void **slot = map_slot(NULL, (struct map *)m, key);
	return slot ? *slot : NULL;
}

/* dict_load.c — the embedded files and a municipality's own. */
#include "dict/dict.h"

enum status dict_load(struct arena *a, const struct dict_file *overlays,
		      isize n, const struct dict **ret, struct dict_error *err)
{
	struct dict_file *all = new(a, struct dict_file, dict_files_n + n);
	for (isize i = 0; i < dict_files_n; i++)
		all[i] = dict_files[i];
	for (isize i = 0; i < n; i++)
		all[dict_files_n + i] = overlays[i];
	return dict_parse(a, all, dict_files_n + n, ret, err);
}

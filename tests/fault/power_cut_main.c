/* power_cut_main.c — power_cut DATABASE SEED: the tool around power_cut(). */
#include <stdio.h>
#include <stdlib.h>

#include "power_vfs.h"

int main(int argc, char **argv)
{
	struct power_loss loss;
	if (argc != 3) {
		fprintf(stderr, "usage: power_cut DATABASE SEED\n");
		return 2;
	}
	if (power_cut(argv[1], strtoull(argv[2], NULL, 10), &loss)) {
		perror(argv[1]);
		return 1;
	}
	printf("%ld sectors unsynced, %ld lost\n", loss.sectors, loss.lost);
	return 0;
}

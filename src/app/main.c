/* main.c — the program; everything is in cli.c so that tests can reach it. */
#include "app/boot.h"

int main(int argc, char **argv)
{
	return cli_main(argc, argv);
}

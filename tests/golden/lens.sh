#!/bin/sh
# Who sees what, as the program prints it, against the page reviewers read.
# UPDATE=1 writes the page anew: read its diff before you commit it.
set -eu
page=$2/tests/golden/lens.txt
[ -z "${UPDATE:-}" ] || "$1" lens >"$page"
"$1" lens | diff "$page" -

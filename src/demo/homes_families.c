#include "demo/city.h"

const struct demo_homes demo_families = { NULL, 0 };

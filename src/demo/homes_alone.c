#include "demo/city.h"

const struct demo_homes demo_alone = { NULL, 0 };

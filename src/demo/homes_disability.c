#include "demo/city.h"

const struct demo_homes demo_disability = { NULL, 0 };

#include "demo/city.h"

const struct demo_homes demo_work = { NULL, 0 };

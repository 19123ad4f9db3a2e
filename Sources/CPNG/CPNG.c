#include "CPNG.h"
#include <png.h>
int glassbox_png_placeholder(void) { return PNG_LIBPNG_VER; }

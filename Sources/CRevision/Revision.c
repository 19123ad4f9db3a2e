// In C, as only there a build can define a value; and apart from all else, so that another commit compiles this file anew and links.
#include "CRevision.h"

const char *glassbox_revision(void) { return GLASSBOX_REVISION; }

#include "CKernels.h"
int placeholder(void) { return 0; }

#ifndef CREVISION_H
#define CREVISION_H

/// The commit that the build was told of, as scripts/revision prints it; empty where it was told of none.
const char *_Nonnull glassbox_revision(void);

#endif

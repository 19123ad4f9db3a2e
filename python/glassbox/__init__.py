"""What people use of Glassbox beside their own Python: each tool is a package of its own here, and imports no other."""

"""What the Makefile runs to make a machine ready, before Django is there: the packages, and the
libraries that PDFs need."""

"""The plan (`themas.plan`) and the yearly round on it (`themas.jaar`)."""

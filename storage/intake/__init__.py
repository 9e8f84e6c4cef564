"""An import inside the database: rows wait in a staging table and are merged set by set, a chunk at a time."""

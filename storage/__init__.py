"""What is known: SQLAlchemy Core schema, the unit of work, repositories and Alembic migrations."""

"""Triggers against the two ways round those of 0002: REPLACE on SQLite, TRUNCATE on PostgreSQL.

SQLite removes the row that a REPLACE meets without asking the triggers of DELETE.
"""

from django.db import migrations

MESSAGE = "A closed edition is never changed or deleted."

TABLES = {
    "publishing_publication": "plan_id = NEW.plan_id AND number = NEW.number",
    "publishing_publicationfile": "publication_id = NEW.publication_id AND format = NEW.format",
}
"""Each table with what tells its rows apart beside their ids."""

SQLITE = """
CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR ({same}))
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""

# Tables without rows may be emptied: there is nothing to lose.
POSTGRESQL_FUNCTION = """
CREATE FUNCTION publishing_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME)
        INTO found;
    IF found THEN
        RAISE EXCEPTION 'A closed edition is never changed or deleted.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$
"""

POSTGRESQL = """
CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION publishing_refuse_truncate()
"""


def freeze(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)  # its %I is no placeholder
    for table, same in TABLES.items():
        sql = POSTGRESQL if on_postgresql else SQLITE
        schema_editor.execute(sql.format(table=table, same=same, message=MESSAGE))


def thaw(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        if on_postgresql:
            schema_editor.execute(f"DROP TRIGGER {table}_refuses_truncate ON {table}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_refuses_replace")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION publishing_refuse_truncate()")


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_worker_signs")]

    operations = [migrations.RunPython(freeze, thaw, elidable=False)]

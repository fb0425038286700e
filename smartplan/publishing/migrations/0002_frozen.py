"""Triggers that refuse to change or delete a closed edition and its files, whoever asks."""

from django.db import migrations

TABLES = ("publishing_publication", "publishing_publicationfile")

MESSAGE = "A closed edition is never changed or deleted."

SQLITE = """
CREATE TRIGGER {table}_refuses_{verb} BEFORE {action} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""

POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION publishing_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

POSTGRESQL = """
CREATE TRIGGER {table}_refuses_{verb} BEFORE {action} ON {table}
FOR EACH ROW EXECUTE FUNCTION publishing_refuse_change()
"""


def _names():
    for table in TABLES:
        for verb in ("update", "delete"):
            yield {"table": table, "verb": verb, "action": verb.upper(), "message": MESSAGE}


def freeze(apps, schema_editor):
    sql = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for names in _names():
        schema_editor.execute(sql.format(**names))


def thaw(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for names in _names():
        table = f" ON {names['table']}" if on_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {names['table']}_refuses_{names['verb']}{table}")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION publishing_refuse_change()")


class Migration(migrations.Migration):

    dependencies = [("publishing", "0001_initial")]

    operations = [migrations.RunPython(freeze, thaw, elidable=False)]

"""The index of words over the rows of search, with prefixes: FTS5 in SQLite, GIN in PostgreSQL."""

from django.db import migrations

FTS5 = """
CREATE VIRTUAL TABLE overview_words USING fts5(
    words, content='overview_searchrow', content_rowid='id', tokenize="unicode61 tokenchars '_'",
    prefix='1 2 3', columnsize=0
);
CREATE TRIGGER overview_words_in AFTER INSERT ON overview_searchrow BEGIN
    INSERT INTO overview_words(rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER overview_words_out AFTER DELETE ON overview_searchrow BEGIN
    INSERT INTO overview_words(overview_words, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE TRIGGER overview_words_new AFTER UPDATE OF words ON overview_searchrow WHEN old.words <> new.words BEGIN
    INSERT INTO overview_words(overview_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO overview_words(rowid, words) VALUES (new.id, new.words);
END;
INSERT INTO overview_words(overview_words) VALUES ('rebuild');
"""
FTS5_AWAY = """
DROP TRIGGER overview_words_in;
DROP TRIGGER overview_words_out;
DROP TRIGGER overview_words_new;
DROP TABLE overview_words;
"""
# Names are compared byte by byte, as SQLite does, so that a prefix is a range of an index whatever the locale.
GIN = """
ALTER TABLE overview_searchrow ALTER COLUMN folded TYPE varchar(170) COLLATE "C";
ALTER TABLE overview_clientline ALTER COLUMN folded TYPE varchar(160) COLLATE "C";
ALTER TABLE overview_clientline ALTER COLUMN keeper_folded TYPE varchar(120) COLLATE "C";
ALTER TABLE overview_searchrow
    ADD COLUMN vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
CREATE INDEX overview_words ON overview_searchrow USING gin (vector);
"""
GIN_AWAY = """
DROP INDEX overview_words;
ALTER TABLE overview_searchrow DROP COLUMN vector;
"""


def build(apps, schema_editor):
    _run(schema_editor, {"sqlite": FTS5, "postgresql": GIN})


def remove(apps, schema_editor):
    _run(schema_editor, {"sqlite": FTS5_AWAY, "postgresql": GIN_AWAY})


def _run(schema_editor, scripts):
    """Statement by statement: sqlite3's executescript would commit the migration's transaction."""
    script = scripts[schema_editor.connection.vendor]
    for statement in _statements(script):
        schema_editor.execute(statement, params=None)


def _statements(script):
    """Cut at semicolons that end a line, but not inside a trigger's BEGIN … END."""
    statement, inside = [], False
    for line in script.strip().splitlines():
        statement.append(line)
        inside = (inside or line.endswith("BEGIN")) and line != "END;"
        if line.endswith(";") and not inside:
            yield "\n".join(statement)
            statement = []


class Migration(migrations.Migration):
    dependencies = [("overview", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]

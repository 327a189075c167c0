"""What an empty ODI section meant before 0013 is kept by it, both ways."""

from alembic import command
from sqlalchemy import text

from registry.database import Database
from tests.databases import alembic_config

BEFORE = """
INSERT INTO site (id, code, name, time_zone, active, data_origin)
VALUES (1, 'BER', 'Berlin', 'Europe/Berlin', true, 'clinical');
INSERT INTO patient (id, site_id, study_number, sequence, enrolled_on, birth_year, sex)
VALUES (1, 1, 'BER-0001-H', 1, '2025-02-03', 1970, 'female');
INSERT INTO visit (id, patient_id, visited_on) VALUES (1, 1, '2025-03-01');
INSERT INTO score (id, visit_id, instrument, conversion) VALUES (1, 1, 'odi', 'none');
INSERT INTO odi_answers (score_id, walking, sitting) VALUES (1, 0, 5);
"""
READ = text("SELECT walking, sitting, lifting FROM odi_answers")


def test_an_empty_section_becomes_one_not_answered(blank_database: Database) -> None:
    with blank_database.migrating() as connection:
        command.upgrade(alembic_config(connection), "0008")
        for statement in BEFORE.strip().split(";")[:-1]:
            connection.execute(text(statement))
    with blank_database.migrating() as connection:
        command.upgrade(alembic_config(connection), "0013")
        assert tuple(connection.execute(READ).one()) == (0, 5, 9)
    with blank_database.migrating() as connection:
        command.downgrade(alembic_config(connection), "0012")
        assert tuple(connection.execute(READ).one()) == (0, 5, None)

"""The tests' PostgreSQL is a real server, and each test gets a database of its own."""

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from tests.postgres import PostgresServer


def test_a_new_database_is_empty_and_speaks_chinese(postgres: PostgresServer) -> None:
    engine = sa.create_engine(postgres.create())
    assert sa.inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE 企业 (名称 text)"))
        connection.execute(sa.text("INSERT INTO 企业 VALUES (:name)"), {"name": "𬭎鑫铝业"})
        assert connection.scalar(sa.text("SELECT 名称 FROM 企业")) == "𬭎鑫铝业"
    engine.dispose()


def test_two_databases_know_nothing_of_each_other(postgres: PostgresServer) -> None:
    first, second = (sa.create_engine(postgres.create()) for _ in range(2))
    with first.begin() as connection:
        connection.execute(sa.text("CREATE TABLE lead (id int)"))
    assert sa.inspect(second).get_table_names() == []
    first.dispose()
    second.dispose()


def test_a_dropped_database_is_gone_although_someone_is_in_it(postgres: PostgresServer) -> None:
    url = postgres.create()
    engine = sa.create_engine(url)
    with engine.connect():
        postgres.drop(url)
        with sa.create_engine(postgres.url("postgres"), poolclass=NullPool).connect() as other:
            names = other.scalars(sa.text("SELECT datname FROM pg_database")).all()
        assert url.database not in names
    engine.dispose()

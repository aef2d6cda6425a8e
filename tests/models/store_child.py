"""A second process working on a book, for the tests of locks and crashes; run as a script."""

import os
import signal
import sys
import time
from pathlib import Path

import migrations.runner  # noqa: F401 - nobody may not read the program's own files
from models.errors import UserError
from models.storage import store
from tests.rows import add_lead


def hold_book_open(path: Path) -> None:
    """Open a book and keep it open until killed."""
    with store.open_book(path, "王某"):
        print("held", flush=True)  # noqa: T201 - the test reads it
        while True:
            time.sleep(60)


def add_leads_forever(path: Path) -> None:
    """Add leads one command after another, reporting each only once the book has committed it."""
    with store.open_book(path, "王某") as book:
        number = 0
        while True:
            number += 1
            with book.writing(f"第{number}条") as session:
                row = add_lead(session, f"示例{number}", content="很长的内容" * 200)
            os.write(1, f"{row} 示例{number}\n".encode())


def fork_workers(path: Path) -> None:
    """Fork a worker for every line read; it works until killed. Faster than starting Python each time."""
    for _ in sys.stdin:
        worker = os.fork()
        if worker == 0:
            add_leads_forever(path)
        os.write(1, f"worker {worker}\n".encode())
        os.waitpid(worker, 0)
        os.write(1, b"dead\n")


def try_without_permission(path: Path) -> None:
    """Drop all privileges; try to open, to create next to the book, and to back up; print the error messages."""
    os.seteuid(65534)
    for command in (
        lambda: store.open_book(path, "王某"),
        lambda: store.create_book(path.with_name("新.zhuanban")),
        lambda: store.create_book(path.parent / "新文件夹" / "新.zhuanban"),
        lambda: store.copy_book(store.open_book(path, write=False).engine, path.with_name("备份.zhuanban")),
    ):
        try:
            command()
            print("done")  # noqa: T201 - the test reads it
        except UserError as error:
            print(str(error).replace("\n", " "))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    {"hold": hold_book_open, "nurse": fork_workers, "refuse": try_without_permission}[sys.argv[1]](Path(sys.argv[2]))

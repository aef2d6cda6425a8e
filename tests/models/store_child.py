"""What another program does with a book, for the tests of locks and sudden deaths; run as a script."""

import os
import signal
import sys
import time
from pathlib import Path

import migrations.runner  # noqa: F401 - nobody may not read the program's own files
from models import store
from models.refusal import Refusal
from tests.rows import lead


def hold(path: Path) -> None:
    """Open a book and keep it open until killed."""
    with store.open_book(path, "王某"):
        print("held", flush=True)  # noqa: T201 - the test reads it
        time.sleep(60)


def work(path: Path) -> None:
    """Add leads one deed after another, telling each only once the book said it is kept."""
    with store.open_book(path, "王某") as book:
        number = 0
        while True:
            number += 1
            with book.writing(f"第{number}条") as session:
                row = lead(session, f"示例{number}", content="很长的内容" * 200)
            os.write(1, f"{row} 示例{number}\n".encode())


def nurse(path: Path) -> None:
    """Raise a worker for every line read, who works until killed; quicker than starting Python each time."""
    for _ in sys.stdin:
        worker = os.fork()
        if worker == 0:
            work(path)
        os.write(1, f"worker {worker}\n".encode())
        os.waitpid(worker, 0)
        os.write(1, b"dead\n")


def refuse(path: Path) -> None:
    """Become nobody; try to open, create beside, and back up; print the sentences."""
    os.seteuid(65534)
    for deed in (
        lambda: store.open_book(path, "王某"),
        lambda: store.create(path.with_name("新.zhuanban")),
        lambda: store.create(path.parent / "新文件夹" / "新.zhuanban"),
        lambda: store.copy_book(store.open_book(path, write=False).engine, path.with_name("备份.zhuanban")),
    ):
        try:
            deed()
            print("done")  # noqa: T201 - the test reads it
        except Refusal as refusal:
            print(str(refusal).replace("\n", " "))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    {"hold": hold, "nurse": nurse, "refuse": refuse}[sys.argv[1]](Path(sys.argv[2]))

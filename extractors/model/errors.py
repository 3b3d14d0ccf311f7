"""Errors that reach the user as one sentence; content never raises, only broken files and wrong usage do."""


class IonlitError(Exception):
    """Something that the user can mend: what is wrong with which file and page, and what to try.

    Fields survive pickling, so that a worker process can hand the error to its parent.
    """

    def __init__(self, what: str, *, file: str = "", page: int | None = None, remedy: str = "") -> None:
        super().__init__(what, file, page, remedy)
        self.what = what
        self.file = file
        self.page = page
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.file, self.page, self.remedy))

    def __str__(self) -> str:
        where = self.file + (f", page {self.page}" if self.page is not None else "")
        head = f"{where}: {self.what}" if where else self.what
        return f"{head}; {self.remedy}" if self.remedy else head


class UnreadableFile(IonlitError):
    """The file is missing, empty, no PDF, encrypted, or so damaged that PDFium cannot open it."""


class WrongUsage(IonlitError):
    """The command or function was called in a way that cannot be carried out."""


def _rebuild(kind: type[IonlitError], what: str, file: str, page: int | None, remedy: str) -> IonlitError:
    return kind(what, file=file, page=page, remedy=remedy)

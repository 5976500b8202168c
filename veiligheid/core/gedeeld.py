"""What the processes of one machine share without a database: a folder with locks.

A lock is a file that somebody holds locked (`flock`). The system lets go of it when its holder
ends, however that goes, so nothing is ever left locked. No Django here.
"""

import fcntl
import os
import stat
import tempfile
from pathlib import Path


def shared_folder() -> Path:
    """The folder, of this user alone: in a place where everybody may write, a folder or a link that
    somebody else put there is refused. Raises OSError."""
    folder = Path(tempfile.gettempdir()) / f"veiligheidsbrief-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise PermissionError(f"{folder} is not ours")
    return folder


def try_lock(path: Path) -> int | None:
    """Lock this file or folder, which is made as a file when it is not there; None when somebody
    holds it. What is given is held until `os.close`, or the end of this process. Raises OSError."""
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
    handle = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle

"""Process limits the worker sets on itself before it opens a file: memory, CPU time, no files written."""

import sys

_MAX_LOG_BYTES = 1 << 20  # bytes the worker may write to its log; it writes no other file


def apply_limits(memory: int, seconds: float) -> None:
    """Limit this process irrevocably to ``memory`` bytes and ``seconds`` of CPU time; exceeding them ends it."""
    if sys.platform == "win32":
        _apply_windows_job(memory, seconds)
    else:
        _apply_posix_limits(memory, seconds)


def _apply_posix_limits(memory: int, seconds: float) -> None:
    """Set POSIX resource limits; macOS ignores the limit on address space but keeps the others."""
    import resource

    caps = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, _MAX_LOG_BYTES),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in caps:
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, least))


def _apply_windows_job(memory: int, seconds: float) -> None:
    """Put this process into a Windows job object that limits memory and user time and allows no child process."""
    if sys.platform != "win32":
        return
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),  # in steps of 100 ns
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("Basic", Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    process_time, active_process, process_memory, extended_limits = 0x2, 0x8, 0x100, 9
    windows = ctypes.WinDLL("kernel32", use_last_error=True)
    windows.CreateJobObjectW.restype = windows.GetCurrentProcess.restype = wintypes.HANDLE
    windows.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    windows.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    caps = Extended()
    caps.Basic.LimitFlags = process_time | active_process | process_memory
    caps.Basic.PerProcessUserTimeLimit = int(seconds * 10_000_000)
    caps.Basic.ActiveProcessLimit = 1
    caps.ProcessMemoryLimit = memory
    job = windows.CreateJobObjectW(None, None)
    asked = windows.SetInformationJobObject(job, extended_limits, ctypes.byref(caps), ctypes.sizeof(caps))
    if not (job and asked and windows.AssignProcessToJobObject(job, windows.GetCurrentProcess())):
        raise ctypes.WinError(ctypes.get_last_error())

"""An array written row by row into a `.npy` file, with nothing held in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, DTypeLike


class RowWriter:
    """Grows an array (rows, *shape) of one type. Close it: until then the file's header speaks of no rows."""

    def __init__(self, path: Path, shape: tuple[int, ...], dtype: DTypeLike) -> None:
        self._file = path.open("wb")
        self._shape, self._dtype = shape, np.dtype(dtype)
        self._rows = 0
        self._header()

    def add(self, rows: ArrayLike) -> None:
        """The next rows, (n, *shape)."""
        fitting = np.ascontiguousarray(rows, dtype=self._dtype).reshape(-1, *self._shape)
        self._file.write(fitting.tobytes())
        self._rows += len(fitting)

    def close(self) -> None:
        self._file.seek(0)
        self._header()
        self._file.close()

    def _header(self) -> None:
        """NumPy leaves room in the header for the first axis to grow, so that it can be written again in place."""
        kind = np.lib.format.dtype_to_descr(self._dtype)
        shape = (self._rows, *self._shape)
        np.lib.format.write_array_header_1_0(self._file, {"descr": kind, "fortran_order": False, "shape": shape})

"""Tables as compiled code sees them: one pointer to where their arrays lie, whatever their number.

A named tuple of arrays would do, but numba passes each of its arrays as seven arguments, counts references to each, and
compiles how Python hands each of them over: half of all compiling, and most of the time of a short call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models, register_default
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import NativeValue, intrinsic, unbox
from numba.np.arrayobj import populate_array
from numba.np.numpy_support import from_dtype

from socialicence.state.tables import Array

WORD = 8
"""Bytes of one number of a layout."""


class Tables(types.Type):
    """Type of a set of arrays by name.

    Parameters
    ----------
    name : str
    fields : mapping of str to numba type
        An array type, or `Tables` for a set within the set.
    """

    def __init__(self, name: str, fields: Mapping[str, Any]) -> None:
        self.fields = dict(fields)
        self.offsets: dict[str, int] = {}
        self.words: int = 0
        for field, kind in self.fields.items():
            self.offsets[field] = self.words
            self.words += kind.words if isinstance(kind, Tables) else 1 + kind.ndim
        digest = hashlib.sha256(repr(list(self.fields.items())).encode()).hexdigest()
        super().__init__(name=f"{name}_{digest[:12]}")


_TYPES: dict[tuple[Any, ...], Tables] = {}


def tables_type(name: str, arrays: Mapping[str, Any]) -> Tables:
    """Return the type of arrays by name, or of sets of arrays (named tuples) by name.

    It is made anew only for columns that were not met before, as numba takes long to find the type of a record.
    """
    key = (name, *((field, array.dtype, array.ndim) for field, array in flat(arrays)))
    if key not in _TYPES:
        _TYPES[key] = Tables(name, {field: _type_of(field, value) for field, value in arrays.items()})
    return _TYPES[key]


def _type_of(field: str, value: Any) -> Any:
    within = getattr(value, "_asdict", None)
    if within is not None:
        return tables_type(field, within())
    return types.Array(from_dtype(value.dtype), value.ndim, "C")


def flat(arrays: Mapping[str, Any]) -> Iterator[tuple[str, Array]]:
    """Yield all arrays by name, those of sets within the set in their place."""
    for field, value in arrays.items():
        within = getattr(value, "_asdict", None)
        if within is None:
            yield field, value
        else:
            yield from ((f"{field}.{name}", array) for name, array in within().items())


def layout_of(arrays: Mapping[str, Any]) -> Array:
    """Return where each array lies and its shape, in the order of its type: what an `address` points to.

    Raises
    ------
    ValueError
        If an array is not contiguous, aligned and its own to write: compiled code takes it to be.
    """
    words: list[int] = []
    for field, value in flat(arrays):
        if not value.flags.carray:
            raise ValueError(f"{field} is not contiguous, aligned and writable")
        words += [value.ctypes.data, *value.shape]
    return np.array(words, dtype=np.uint64)


@infer_getattr
class _TablesAttribute(AttributeTemplate):
    key = Tables

    def generic_resolve(self, tables: Tables, name: str) -> Any:
        return tables.fields.get(name)


@register_default(Tables)
class _TablesModel(models.OpaqueModel):
    """A pointer."""


@unbox(Tables)
def _unbox_tables(_: Tables, value: Any, c: Any) -> Any:
    """Take the pointer from what has an `address`."""
    number = c.pyapi.object_getattr_string(value, "address")
    address = c.pyapi.long_as_ulonglong(number)
    c.pyapi.decref(number)
    failed = cgutils.is_not_null(c.builder, c.pyapi.err_occurred())
    return NativeValue(c.builder.inttoptr(address, cgutils.voidptr_t), is_error=failed)


@lower_getattr_generic(Tables)
def _get_array(context: Any, builder: Any, tables: Tables, value: Any, name: str) -> Any:
    """Read where an array lies and its shape; of a set within the set, where that begins."""
    kind, first = tables.fields[name], tables.offsets[name]
    number = context.get_value_type(types.uintp)
    place = builder.gep(builder.bitcast(value, number.as_pointer()), [number(first)])
    if isinstance(kind, Tables):
        return builder.bitcast(place, cgutils.voidptr_t)
    words = [builder.load(builder.gep(place, [number(n)])) for n in range(1 + kind.ndim)]
    array = context.make_array(kind)(context, builder)
    itemsize = context.get_constant(types.intp, context.get_abi_sizeof(context.get_data_type(kind.dtype)))
    strides = [itemsize]
    for extent in reversed(words[2:]):
        strides.insert(0, builder.mul(strides[0], extent))
    populate_array(
        array,
        data=builder.inttoptr(words[0], array.data.type),
        shape=cgutils.pack_array(builder, words[1:]),
        strides=cgutils.pack_array(builder, strides),
        itemsize=itemsize,
        meminfo=None,
    )
    return array._getvalue()


@intrinsic
def copy_records(_: Any, table: Any, copies: Any, place: Any) -> Any:
    """`copy_records(table, copies, place)`: copy a table of records to where `copies` has its `place`th, as bytes.

    Field by field, or as one value, records of a hundred fields take ten times as long, to compile as well.
    """

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        source = context.make_array(table)(context, builder, given[0])
        target = context.make_array(copies)(context, builder, given[1])
        to = builder.gep(target.data, [builder.mul(given[2], source.nitems)])
        cgutils.raw_memcpy(builder, to, source.data, source.nitems, source.itemsize)
        return context.get_dummy_value()

    return types.void(table, copies, types.intp), generate


@cache
def address_of(stage: Any, tables: Tables) -> int:
    """Return where the machine code of a compiled stage of such tables lies (see `call_at`).

    Raises
    ------
    TypeError
        If it was compiled in another style.
    """
    arguments = (tables, types.int64)
    stage.compile(arguments)
    compiled = stage.overloads[arguments]
    address = int(compiled.library.get_pointer_to_function(compiled.fndesc.llvm_cfunc_wrapper_name))
    if not address:
        raise TypeError(f"{stage.py_func.__qualname__} was not compiled as a stage: use @stage")
    return address


@intrinsic
def call_at(_: Any, address: Any, state: Any, month: Any) -> Any:
    """`call_at(address, state, month)`: call the compiled stage that lies there."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        kind = ir.FunctionType(cgutils.voidptr_t, [cgutils.voidptr_t, ir.IntType(64)])
        builder.call(builder.inttoptr(given[0], kind.as_pointer()), given[1:])
        return context.get_dummy_value()

    return types.void(types.intp, state, types.int64), generate

"""Eight numbers as one value of compiled code: the processor's vectors, each number with the bits it has alone.

LLVM makes none of rows of eight by itself: it cannot know that columns do not overlap. Arrays are contiguous, of any
number of axes; places in them are counted through all axes, the last one fastest.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic, models, overload, register_model

WIDTH = 8


class Eight(types.Type):
    """Type of eight numbers in compiled code."""

    def __init__(self, element: Any) -> None:
        super().__init__(name=f"Eight({element})")
        self.element = element


@register_model(Eight)
class _Model(models.PrimitiveModel):
    """In memory and in registers a vector of LLVM."""

    def __init__(self, manager: Any, kind: Eight) -> None:
        super().__init__(manager, kind, ir.VectorType(manager.lookup(kind.element).get_value_type(), WIDTH))


def _operation(write: Callable[..., Any]) -> Any:
    """Make an operation of compiled code of a function that types it and writes it in LLVM's language."""
    return intrinsic(write)


def _place(context: Any, builder: Any, kind: Any, array: Any, first: Any) -> Any:
    """Where eight numbers of a contiguous array begin, as a pointer to them."""
    place = builder.gep(context.make_array(kind)(context, builder, array).data, [first])
    return builder.bitcast(place, context.get_value_type(Eight(kind.dtype)).as_pointer())


def _spread(builder: Any, number: Any) -> Any:
    """Eight times one number."""
    whole = ir.Constant(ir.VectorType(number.type, WIDTH), ir.Undefined)
    first = builder.insert_element(whole, number, ir.IntType(32)(0))
    return builder.shuffle_vector(first, whole, ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH))


@_operation
def eight(_: Any, number: Any) -> Any:
    """`eight(number)`: eight times one number."""
    return Eight(number)(number), lambda context, builder, signature, given: _spread(builder, given[0])


@_operation
def eight_from(_: Any, array: Any, first: Any) -> Any:
    """`eight_from(array, first)`: eight numbers of a contiguous array, from `first` on."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        return builder.load(_place(context, builder, array, *given), align=array.dtype.bitwidth // 8)

    return Eight(array.dtype)(array, types.intp), generate


@_operation
def put_eight(_: Any, array: Any, first: Any, values: Any) -> Any:
    """`put_eight(array, first, values)`: overwrite eight numbers of a contiguous array, from `first` on."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        builder.store(given[2], _place(context, builder, array, *given[:2]), align=array.dtype.bitwidth // 8)
        return context.get_dummy_value()

    return types.void(array, types.intp, Eight(array.dtype)), generate


@_operation
def fetch_eight(_: Any, array: Any, first: Any) -> Any:
    """`fetch_eight(array, first)`: ask for the memory of eight numbers that are read soon; it changes no value."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        place = builder.bitcast(_place(context, builder, array, *given), byte)
        builder.call(fetch, [place, word(0), word(3), word(1)])  # to be read, kept in all caches, data
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


@_operation
def turn_eight(_: Any, rows: Any, first: Any, step: Any, columns: Any, place: Any, apart: Any) -> Any:
    """`turn_eight(rows, first, step, columns, place, apart)`: copy eight rows of eight numbers, turned into columns.

    Rows begin at `first`, `step` apart, and what they become at `place`, `apart` from one another.
    """

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        _, first, step, _, place, apart = given
        word, align = ir.IntType(32), rows.dtype.bitwidth // 8
        lines = []
        for k in range(WIDTH):
            line = builder.add(first, builder.mul(step, ir.Constant(step.type, k)))
            lines.append(builder.load(_place(context, builder, rows, given[0], line), align=align))
        # Halves change places, then quarters, then single numbers.
        for bit in (4, 2, 1):
            low = [lane if not lane & bit else WIDTH + lane - bit for lane in range(WIDTH)]
            for k in (k for k in range(WIDTH) if not k & bit):
                both = lines[k], lines[k | bit]
                for line, lanes in ((k, low), (k | bit, [lane + bit for lane in low])):
                    mask = ir.Constant(ir.VectorType(word, WIDTH), lanes)
                    lines[line] = builder.shuffle_vector(*both, mask)
        for k, line in enumerate(lines):
            start = builder.add(place, builder.mul(apart, ir.Constant(apart.type, k)))
            builder.store(line, _place(context, builder, columns, given[3], start), align=align)
        return context.get_dummy_value()

    return types.void(rows, types.intp, types.intp, columns, types.intp, types.intp), generate


@_operation
def widened(_: Any, values: Any) -> Any:
    """`widened(values)`: in double precision."""
    wide = Eight(types.float64)
    return wide(values), lambda context, builder, signature, given: builder.fpext(
        given[0], context.get_value_type(wide)
    )


def _one_of_two(sign: str) -> Any:
    """Operation that takes, of each two numbers, the first if it compares like this with the second."""

    @_operation
    def chosen(_: Any, a: Any, b: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            return builder.select(builder.fcmp_ordered(sign, *given), *given)

        return a(a, a), generate

    return chosen


larger = _one_of_two(">")
"""`larger(a, b)`: the larger of each two."""
smaller = _one_of_two("<")
"""`smaller(a, b)`: the smaller of each two."""


@_operation
def where_above(_: Any, values: Any, limit: Any, then: Any) -> Any:
    """`where_above(values, limit, then)`: `then` where values are above a limit, else nought."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        above = builder.fcmp_ordered(">", *given[:2])
        return builder.select(above, given[2], ir.Constant(given[2].type, [0.0] * WIDTH))

    return then(values, values, then), generate


def _arithmetic(symbol: Any, instruction: str) -> None:
    """Let compiled code apply an operator to two values of eight numbers of one type."""

    @_operation
    def apply(_: Any, a: Any, b: Any) -> Any:
        return a(a, a), lambda context, builder, signature, given: getattr(builder, instruction)(*given)

    @overload(symbol, strict=False)
    def chosen(a: Any, b: Any) -> Any:
        def both(a: Any, b: Any) -> Any:
            return apply(a, b)

        return both if isinstance(a, Eight) and a == b else None


_arithmetic(operator.add, "fadd")
_arithmetic(operator.sub, "fsub")
_arithmetic(operator.mul, "fmul")

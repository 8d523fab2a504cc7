# SPDX-License-Identifier: MIT
# Sealed types that have no name in any module: what `type(x)` gives for functions, iterators, views and the like.
# Their faces for type checkers are in types.pyi and builtins.pyi.
# native: module hidden
from _monty_markers import ExactStr, Index, native_signature
from typing import Any, ClassVar, Final

def keep_annotations(obj: Any, make: Any, /) -> Any: ...  # native: twin

class function:  # native: kind=Function module=builtins private no_subclass
    __code__: Any
    __defaults__: Any
    __kwdefaults__: Any
    __annotations__: Any
    __annotate__: Any
    __type_params__: Any
    __name__: Any
    __qualname__: Any
    __module__: Any
    __doc__: Any
    __dict__: Any
    __globals__: Final[Any]
    __closure__: Final[Any]
    __builtins__: Final[Any]
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...
    def __new__(cls, code: Any, globals: Any, name: Any = None, argdefs: Any = None, closure: Any = None, kwdefaults: Any = None) -> Any: ...
    def __repr__(self) -> str: ...

class method:  # native: kind=BoundMethod module=builtins private no_subclass
    __func__: Final[Any]
    __self__: Final[Any]
    __doc__: Final[Any]
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=object_op_lt self=Value
    def __le__(self, value: Any, /) -> Any: ...  # native: c=object_op_le self=Value
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=object_op_gt self=Value
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=object_op_ge self=Value
    def __hash__(self) -> int: ...
    def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...
    def __getattribute__(self, name: str, /) -> Any: ...
    def __new__(cls, function: Any, instance: Any, /) -> Any: ...
    def __reduce__(self) -> Any: ...
    def __repr__(self) -> str: ...

class builtin_function_or_method:  # native: kind=NativeFunction module=builtins private no_subclass
    __module__: Final[Any]  # native: c=native_function_get_module
    __name__: Final[Any]  # native: c=native_function_get_name
    __qualname__: Final[Any]  # native: c=native_function_get_qualname
    __self__: Final[Any]  # native: c=native_function_get_self
    __text_signature__: Final[Any]  # native: c=native_function_get_text_signature
    __doc__: Final[Any]  # native: c=native_function_get_doc
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __eq__(self, value: Any, /) -> Any: ...  # native: c=native_function_eq self=Value
    def __ne__(self, value: Any, /) -> Any: ...  # native: c=native_function_ne self=Value
    def __hash__(self) -> int: ...  # native: c=native_function_hash self=Value
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=object_op_lt self=Value
    def __le__(self, value: Any, /) -> Any: ...  # native: c=object_op_le self=Value
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=object_op_gt self=Value
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=object_op_ge self=Value
    def __reduce__(self) -> Any: ...  # native: c=native_function_reduce self=Value
    def __repr__(self) -> str: ...  # native: c=native_function_repr self=Value

class method_descriptor:  # native: kind=NativeFunction module=builtins private no_subclass
    __name__: Final[Any]  # native: c=native_function_get_name
    __qualname__: Final[Any]  # native: c=native_function_get_qualname
    __objclass__: Final[Any]  # native: c=native_function_get_objclass
    __text_signature__: Final[Any]  # native: c=native_function_get_text_signature
    __doc__: Final[Any]  # native: c=native_function_get_doc
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...  # native: c=native_function_descriptor_get self=Value
    def __reduce__(self) -> Any: ...  # native: c=native_function_reduce self=Value
    def __repr__(self) -> str: ...  # native: c=native_function_repr self=Value

class wrapper_descriptor:  # native: kind=NativeFunction module=builtins private no_subclass
    __name__: Final[Any]  # native: c=native_function_get_name
    __qualname__: Final[Any]  # native: c=native_function_get_qualname
    __objclass__: Final[Any]  # native: c=native_function_get_objclass
    __text_signature__: Final[Any]  # native: c=native_function_get_text_signature
    __doc__: Final[Any]  # native: c=native_function_get_doc
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...  # native: c=native_function_descriptor_get self=Value
    def __reduce__(self) -> Any: ...  # native: c=native_function_reduce self=Value
    def __repr__(self) -> str: ...  # native: c=native_function_repr self=Value

class classmethod_descriptor:  # native: kind=NativeFunction module=builtins private no_subclass
    __name__: Final[Any]  # native: c=native_function_get_name
    __qualname__: Final[Any]  # native: c=native_function_get_qualname
    __objclass__: Final[Any]  # native: c=native_function_get_objclass
    __text_signature__: Final[Any]  # native: c=native_function_get_text_signature
    __doc__: Final[Any]  # native: c=native_function_get_doc
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...  # native: c=native_function_descriptor_get self=Value
    def __repr__(self) -> str: ...  # native: c=native_function_repr self=Value

class method_wrapper:  # native: name=method-wrapper kind=NativeFunction module=builtins private no_subclass
    __name__: Final[Any]  # native: c=native_function_get_name
    __qualname__: Final[Any]  # native: c=native_function_get_qualname
    __objclass__: Final[Any]  # native: c=native_function_get_objclass
    __self__: Final[Any]  # native: c=native_function_get_self
    __text_signature__: Final[Any]  # native: c=native_function_get_text_signature
    __doc__: Final[Any]  # native: c=native_function_get_doc
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __eq__(self, value: Any, /) -> Any: ...  # native: c=native_function_eq self=Value
    def __ne__(self, value: Any, /) -> Any: ...  # native: c=native_function_ne self=Value
    def __hash__(self) -> int: ...  # native: c=native_function_hash self=Value
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=object_op_lt self=Value
    def __le__(self, value: Any, /) -> Any: ...  # native: c=object_op_le self=Value
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=object_op_gt self=Value
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=object_op_ge self=Value
    def __reduce__(self) -> Any: ...  # native: c=native_function_reduce self=Value
    def __repr__(self) -> str: ...  # native: c=native_function_repr self=Value

class host_function:  # native: kind=HostFunction module=builtins private no_subclass
    __name__: Final[Any]
    __qualname__: Final[Any]
    __module__: Final[Any]
    __doc__: Final[Any]
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __repr__(self) -> str: ...

class getset_descriptor:  # native: kind=GetSetDescriptor module=builtins private no_subclass
    __name__: Final[Any]
    __qualname__: Final[Any]
    __objclass__: Final[Any]
    __doc__: Final[Any]
    def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...  # native: self=Value
    def __set__(self, instance: Any, value: Any, /) -> Any: ...
    def __delete__(self, instance: Any, /) -> Any: ...
    def __repr__(self) -> str: ...

class member_descriptor:  # native: kind=MemberDescriptor module=builtins private no_subclass
    __name__: Final[Any]
    __qualname__: Final[Any]
    __objclass__: Final[Any]
    __doc__: Final[Any]
    def __get__(self, instance: Any, owner: Any = None, /) -> Any: ...  # native: self=Value
    def __set__(self, instance: Any, value: Any, /) -> Any: ...
    def __delete__(self, instance: Any, /) -> Any: ...
    def __repr__(self) -> str: ...
    def __reduce__(self) -> Any: ...

class module:  # native: kind=Module module=builtins private
    __dict__: Final[Any]
    __annotations__: Any
    __annotate__: Any
    def __new__(cls, /, *args: Any, **kwargs: Any) -> Any: ...
    def __init__(self, name: ExactStr, doc: Any = None) -> None: ...
    def __getattribute__(self, name: str, /) -> Any: ...
    def __setattr__(self, name: str, value: Any, /) -> None: ...
    def __delattr__(self, name: str, /) -> None: ...
    def __dir__(self) -> Any: ...
    def __repr__(self) -> str: ...

class code:  # native: kind=CodeObject module=builtins private no_subclass
    co_argcount: Final[Any]
    co_posonlyargcount: Final[Any]
    co_kwonlyargcount: Final[Any]
    co_nlocals: Final[Any]
    co_stacksize: Final[Any]
    co_flags: Final[Any]
    co_names: Final[Any]
    co_varnames: Final[Any]
    co_freevars: Final[Any]
    co_cellvars: Final[Any]
    co_consts: Final[Any]
    co_filename: Final[Any]
    co_firstlineno: Final[Any]
    co_name: Final[Any]
    co_qualname: Final[Any]
    co_code: Final[Any]
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=object_op_lt self=Value
    def __le__(self, value: Any, /) -> Any: ...  # native: c=object_op_le self=Value
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=object_op_gt self=Value
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=object_op_ge self=Value
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def co_lines(self) -> Any: ...
    def co_positions(self) -> Any: ...
    def replace(self, /, **changes: Any) -> Any: ...
    def __replace__(self, /, **changes: Any) -> Any: ...

class frame:  # native: kind=FrameObject module=builtins private no_subclass
    f_back: Final[Any]
    f_builtins: Final[Any]
    f_code: Final[Any]
    f_globals: Final[Any]
    f_lasti: Final[Any]
    f_lineno: Final[Any]
    f_locals: Final[Any]
    f_trace: Final[Any]
    def clear(self) -> None: ...
    def __repr__(self) -> str: ...

class traceback:  # native: kind=Traceback module=builtins private no_subclass
    tb_next: Any
    tb_frame: Final[Any]
    tb_lasti: Final[Any]
    tb_lineno: Final[Any]
    def __new__(cls, tb_next: Any, tb_frame: Any, tb_lasti: Index, tb_lineno: Index) -> Any: ...
    def __dir__(self) -> Any: ...

class generator:  # native: kind=Generator module=builtins private no_subclass
    __name__: Any  # native: c=generator_get_op_name
    __qualname__: Any  # native: c=generator_get_op_qualname
    gi_frame: Final[Any]  # native: c=generator_get_frame
    gi_code: Final[Any]  # native: c=generator_get_code
    gi_running: Final[Any]  # native: c=generator_get_running
    gi_suspended: Final[Any]  # native: c=generator_get_suspended
    gi_yieldfrom: Final[Any]  # native: c=generator_get_yielding_from
    def __repr__(self) -> str: ...  # native: c=generator_op_repr
    def __class_getitem__(cls, item: Any, /) -> Any: ...
    def send(self, value: Any, /) -> Any: ...  # native: c=generator_send
    def throw(self, typ: Any, val: Any = ..., tb: Any = ..., /) -> Any: ...  # native: c=generator_throw
    def close(self) -> Any: ...  # native: c=generator_close
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...

class coroutine:  # native: kind=Generator module=builtins private no_subclass
    __name__: Any  # native: c=generator_get_op_name
    __qualname__: Any  # native: c=generator_get_op_qualname
    cr_frame: Final[Any]  # native: c=generator_get_frame
    cr_code: Final[Any]  # native: c=generator_get_code
    cr_running: Final[Any]  # native: c=generator_get_running
    cr_suspended: Final[Any]  # native: c=generator_get_suspended
    cr_await: Final[Any]  # native: c=generator_get_yielding_from
    def __repr__(self) -> str: ...  # native: c=generator_op_repr
    def __class_getitem__(cls, item: Any, /) -> Any: ...
    def send(self, value: Any, /) -> Any: ...  # native: c=generator_send
    def throw(self, typ: Any, val: Any = ..., tb: Any = ..., /) -> Any: ...  # native: c=generator_throw
    def close(self) -> Any: ...  # native: c=generator_close
    cr_origin: Final[Any]
    def __await__(self) -> Any: ...  # native: self=Value

class async_generator:  # native: kind=Generator module=builtins private no_subclass
    __name__: Any  # native: c=generator_get_op_name
    __qualname__: Any  # native: c=generator_get_op_qualname
    ag_frame: Final[Any]  # native: c=generator_get_frame
    ag_code: Final[Any]  # native: c=generator_get_code
    ag_running: Final[Any]  # native: c=generator_get_running
    ag_suspended: Final[Any]  # native: c=generator_get_suspended
    ag_await: Final[Any]  # native: c=generator_get_yielding_from
    def __repr__(self) -> str: ...  # native: c=generator_op_repr
    def __class_getitem__(cls, item: Any, /) -> Any: ...
    def __aiter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __anext__(self) -> Any: ...
    def asend(self, value: Any, /) -> Any: ...
    def athrow(self, typ: Any, val: Any = ..., tb: Any = ..., /) -> Any: ...
    def aclose(self) -> Any: ...

class async_generator_asend:  # native: kind=AsyncGenStep module=builtins private no_subclass
    def send(self, value: Any, /) -> Any: ...  # native: c=async_gen_step_send
    def throw(self, typ: Any, val: Any = ..., tb: Any = ..., /) -> Any: ...  # native: c=async_gen_step_throw
    def close(self) -> Any: ...  # native: c=async_gen_step_close
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __await__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=async_gen_step_next

class async_generator_athrow:  # native: kind=AsyncGenStep module=builtins private no_subclass
    def send(self, value: Any, /) -> Any: ...  # native: c=async_gen_step_send
    def throw(self, typ: Any, val: Any = ..., tb: Any = ..., /) -> Any: ...  # native: c=async_gen_step_throw
    def close(self) -> Any: ...  # native: c=async_gen_step_close
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __await__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=async_gen_step_next

class coroutine_wrapper:  # native: kind=Native module=builtins private no_subclass
    def send(self, value: Any, /) -> Any: ...  # native: c=coroutine_wrapper_send
    def throw(self, typ: Any, val: Any = ..., tb: Any = ..., /) -> Any: ...  # native: c=coroutine_wrapper_throw
    def close(self) -> Any: ...  # native: c=coroutine_wrapper_close
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...

class cell:  # native: kind=ClosureCell module=builtins private no_subclass
    cell_contents: Any
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...
    def __lt__(self, value: Any, /) -> Any: ...
    def __le__(self, value: Any, /) -> Any: ...
    def __gt__(self, value: Any, /) -> Any: ...
    def __ge__(self, value: Any, /) -> Any: ...
    def __new__(cls, contents: Any = ..., /) -> Any: ...
    def __repr__(self) -> str: ...
    __hash__: ClassVar[None]

class mappingproxy:  # native: kind=MappingProxy module=builtins private no_subclass mapping
    def __new__(cls, mapping: Any) -> Any: ...
    def __class_getitem__(cls, item: Any, /) -> Any: ...
    def __contains__(self, key: Any, /) -> Any: ...
    def __getitem__(self, key: Any, /) -> Any: ...
    def __iter__(self) -> Any: ...
    def __len__(self) -> Any: ...
    def __reversed__(self) -> Any: ...
    def __or__(self, value: Any, /) -> Any: ...  # native: self=Value
    def __ror__(self, value: Any, /) -> Any: ...  # native: self=Value
    def __ior__(self, value: Any, /) -> Any: ...  # native: self=Value
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    def copy(self) -> Any: ...
    def get(self, key: Any, default: Any = None, /) -> Any: ...
    def keys(self) -> Any: ...
    def values(self) -> Any: ...
    def items(self) -> Any: ...
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=object_op_lt self=Value
    def __le__(self, value: Any, /) -> Any: ...  # native: c=object_op_le self=Value
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=object_op_gt self=Value
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=object_op_ge self=Value

class GenericAlias:  # native: kind=GenericAlias private module=types
    __origin__: Final[Any]
    __args__: Final[Any]
    __parameters__: Final[Any]
    __unpacked__: Final[Any]
    __typing_unpacked_tuple_args__: Final[Any]
    def __call__(self, /, *args: Any, **kwargs: Any) -> Any: ...  # native: c=call_any self=Value
    def __new__(cls, origin: Any, args: Any, /) -> Any: ...
    def __getattribute__(self, name: str, /) -> Any: ...
    def __getitem__(self, key: Any, /) -> Any: ...  # native: twin
    def __instancecheck__(self, instance: Any, /) -> Any: ...
    def __subclasscheck__(self, cls: Any, /) -> Any: ...
    def __mro_entries__(self, bases: Any, /) -> Any: ...
    def __iter__(self) -> Any: ...  # native: self=Value
    def __or__(self, value: Any, /) -> Any: ...  # native: c=union_or self=Value
    def __ror__(self, value: Any, /) -> Any: ...  # native: c=union_ror self=Value
    def __dir__(self) -> Any: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __reduce__(self) -> Any: ...
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...

class Union:  # native: kind=UnionType private no_subclass module=typing
    __args__: Final[Any]
    __parameters__: Final[Any]
    __origin__: Final[Any]
    __name__: Final[Any]
    __qualname__: Final[Any]
    def __class_getitem__(cls, item: Any, /) -> Any: ...  # native: c=union_class_getitem
    def __getattribute__(self, name: str, /) -> Any: ...
    def __getitem__(self, key: Any, /) -> Any: ...  # native: twin
    def __instancecheck__(self, instance: Any, /) -> Any: ...
    def __subclasscheck__(self, cls: Any, /) -> Any: ...
    def __mro_entries__(self, bases: Any, /) -> Any: ...
    def __or__(self, value: Any, /) -> Any: ...  # native: c=union_or self=Value
    def __ror__(self, value: Any, /) -> Any: ...  # native: c=union_ror self=Value
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...

class NoneType:  # native: kind=Instance module=builtins private no_subclass
    def __new__(cls) -> Any: ...
    def __bool__(self) -> bool: ...
    def __hash__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=object_op_lt self=Value
    def __le__(self, value: Any, /) -> Any: ...  # native: c=object_op_le self=Value
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=object_op_gt self=Value
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=object_op_ge self=Value

class NotImplementedType:  # native: kind=Instance module=builtins private no_subclass
    def __new__(cls) -> Any: ...
    def __bool__(self) -> bool: ...
    def __repr__(self) -> str: ...
    def __reduce__(self) -> Any: ...

class ellipsis:  # native: kind=Instance module=builtins private no_subclass
    def __new__(cls) -> Any: ...
    def __repr__(self) -> str: ...
    def __reduce__(self) -> Any: ...

class SimpleNamespace:  # native: kind=Instance private module=types dict
    def __new__(cls, /, *args: Any, **kwargs: Any) -> Any: ...
    def __init__(self, /, *args: Any, **kwargs: Any) -> None: ...
    __dict__: Final[Any]
    def __repr__(self) -> str: ...
    def __reduce__(self) -> Any: ...
    def __replace__(self, /, **changes: Any) -> Any: ...
    def __eq__(self, value: Any, /) -> Any: ...
    def __ne__(self, value: Any, /) -> Any: ...
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=object_op_lt self=Value
    def __le__(self, value: Any, /) -> Any: ...  # native: c=object_op_le self=Value
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=object_op_gt self=Value
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=object_op_ge self=Value
    __hash__: ClassVar[None]

class dict_keys:  # native: kind=DictView module=builtins private no_subclass aux=0
    def __iter__(self) -> Any: ...  # native: c=dict_view_op_iter
    def __len__(self) -> Any: ...  # native: c=dict_view_op_len
    def __repr__(self) -> str: ...  # native: c=dict_view_op_repr
    def __reversed__(self) -> Any: ...  # native: c=dict_view_op_reversed
    mapping: Final[Any]  # native: c=dict_view_get_mapping
    def __and__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_and self=Value
    def __rand__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_rand self=Value
    def __or__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_or self=Value
    def __ror__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_ror self=Value
    def __sub__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_sub self=Value
    def __rsub__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_rsub self=Value
    def __xor__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_xor self=Value
    def __rxor__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_rxor self=Value
    def __eq__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_eq
    def __ne__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_ne
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_lt
    def __le__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_le
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_gt
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_ge
    def __contains__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_contains
    def isdisjoint(self, other: Any, /) -> Any: ...  # native: c=dict_view_isdisjoint
    __hash__: ClassVar[None]

class dict_values:  # native: kind=DictView module=builtins private no_subclass aux=1
    def __iter__(self) -> Any: ...  # native: c=dict_view_op_iter
    def __len__(self) -> Any: ...  # native: c=dict_view_op_len
    def __repr__(self) -> str: ...  # native: c=dict_view_op_repr
    def __reversed__(self) -> Any: ...  # native: c=dict_view_op_reversed
    mapping: Final[Any]  # native: c=dict_view_get_mapping

class dict_items:  # native: kind=DictView module=builtins private no_subclass aux=2
    def __iter__(self) -> Any: ...  # native: c=dict_view_op_iter
    def __len__(self) -> Any: ...  # native: c=dict_view_op_len
    def __repr__(self) -> str: ...  # native: c=dict_view_op_repr
    def __reversed__(self) -> Any: ...  # native: c=dict_view_op_reversed
    mapping: Final[Any]  # native: c=dict_view_get_mapping
    def __and__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_and self=Value
    def __rand__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_rand self=Value
    def __or__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_or self=Value
    def __ror__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_ror self=Value
    def __sub__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_sub self=Value
    def __rsub__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_rsub self=Value
    def __xor__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_xor self=Value
    def __rxor__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_rxor self=Value
    def __eq__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_eq
    def __ne__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_ne
    def __lt__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_lt
    def __le__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_le
    def __gt__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_gt
    def __ge__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_ge
    def __contains__(self, value: Any, /) -> Any: ...  # native: c=dict_view_op_contains
    def isdisjoint(self, other: Any, /) -> Any: ...  # native: c=dict_view_isdisjoint
    __hash__: ClassVar[None]

class list_iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class list_reverseiterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class tuple_iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class str_ascii_iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class str_iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class bytes_iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class bytearray_iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class memory_iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class iterator:  # native: kind=SequenceIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=sequence_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=sequence_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=sequence_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=sequence_iterator_op_setstate

class range_iterator:  # native: kind=RangeIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=range_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=range_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=range_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=range_iterator_op_setstate

class longrange_iterator:  # native: kind=RangeIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=range_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=range_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=range_iterator_op_reduce
    def __setstate__(self, state: Any, /) -> None: ...  # native: c=range_iterator_op_setstate

class dict_keyiterator:  # native: kind=DictIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=dict_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=dict_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=dict_iterator_op_reduce

class dict_valueiterator:  # native: kind=DictIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=dict_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=dict_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=dict_iterator_op_reduce

class dict_itemiterator:  # native: kind=DictIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=dict_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=dict_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=dict_iterator_op_reduce

class dict_reversekeyiterator:  # native: kind=DictIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=dict_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=dict_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=dict_iterator_op_reduce

class dict_reversevalueiterator:  # native: kind=DictIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=dict_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=dict_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=dict_iterator_op_reduce

class dict_reverseitemiterator:  # native: kind=DictIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=dict_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=dict_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=dict_iterator_op_reduce

class set_iterator:  # native: kind=SetIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=set_iterator_op_next
    def __length_hint__(self) -> int: ...  # native: c=set_iterator_op_length_hint
    def __reduce__(self) -> Any: ...  # native: c=set_iterator_op_reduce

class callable_iterator:  # native: kind=CallableIterator module=builtins private no_subclass
    def __iter__(self) -> Any: ...  # native: c=iterator_self self=Value
    def __next__(self) -> Any: ...  # native: c=callable_iterator_op_next
    def __reduce__(self) -> Any: ...  # native: c=callable_iterator_op_reduce


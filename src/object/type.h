// SPDX-License-Identifier: MIT
// Inside of classes and instances, for the files that implement attribute access.
#pragma once

#include "object/object.h"

namespace monty {

Type* cell_type(Cell* c);
Shape* static_root_shape(Vm& vm, Type* type);
Value type_own_attribute(const Type* type, Str* name);  // in its own namespace only
bool shape_adopt(Vm& vm, Shape* shape, Shape* child);   // a new transition; false: no memory, exception pending
i32 shape_find(const Shape* shape, const Str* name);
u32 type_fixed_slots(const Type* type);
Value instance_get(Instance* o, Str* name);
bool instance_set(Vm& vm, Instance* o, Str* name, Value value);
bool instance_delete(Vm& vm, Instance* o, Str* name);
bool instance_set_dict(Vm& vm, Value object, Dict* d);
Value* member_slot(Vm& vm, Value object, MemberDescriptor* m);  // the slot of a name of __slots__; null: TypeError pending
bool is_data_descriptor(Vm& vm, Value attribute);
// What a special method without arguments answers that is a native of a class whose objects have no payload; Undef: the object
// has no such method; defer: it takes Python code, and may be asked again.
Value native_special(Vm& vm, Value object, Str* name);
Value bound_method_new(Vm& vm, Value function, Value self);
Value raise_attribute_error(Vm& vm, Value object, Str* name);
Value raise_no_accessor(Vm& vm, const Property* p, Value object, const char* what);  // what: getter, setter, deleter
Value type_set_attribute(Vm& vm, Type* type, Str* name, Value value);
Value set_attribute_generic(Vm& vm, Value object, Str* name, Value value);  // object.__setattr__
void type_update_flags(Vm& vm, Type* type);
Value super_attribute(Vm& vm, Super* s, Str* name);
Dict* function_dict(Vm& vm, Function* f);  // its __dict__, made on first use
Value find_own_generic_attribute(Vm& vm, Value alias, Str* name);
// type(name, bases, dict) with the metaclass, bases and namespace already settled; runs no Python code: the twin calls
// __set_name__ and __init_subclass__ afterwards.
bool is_type_name(Vm& vm, Str* name);  // false: ValueError
Value type_new(Vm& vm, Type* meta, Str* name, Tuple* bases, Dict* dict);
// The descriptors of classes written in Python that no table names: dumps do.
Cell* sealed_instance_dict();
Cell* sealed_instance_weakref();
Tuple* compute_mro(Vm& vm, Type* type, Tuple* bases);  // C3; null: TypeError
bool type_note_subclass(Vm& vm, Type* base, Type* derived);

}  // namespace monty

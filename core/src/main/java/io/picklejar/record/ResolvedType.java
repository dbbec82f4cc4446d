package io.picklejar.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A class with type arguments in which no variable is left. */
record ResolvedType(Class<?> raw, List<Type> arguments) implements ParameterizedType {
    ResolvedType {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Type[] getActualTypeArguments() {
        return arguments.toArray(new Type[0]);
    }

    @Override
    public Type getRawType() {
        return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
        return raw.getDeclaringClass();
    }

    /** {@code com.acme.Box<java.lang.String>}, by binary names. */
    @Override
    public String getTypeName() {
        return arguments.isEmpty()
                ? raw.getName()
                : raw.getName() + arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
    }

    @Override
    public String toString() {
        return getTypeName();
    }

    /** What the type variables of the class and of its superclasses stand for. */
    static Map<TypeVariable<?>, Type> bindings(Class<?> raw, List<Type> arguments) {
        Map<TypeVariable<?>, Type> bindings = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < Math.min(variables.length, arguments.size()); i++) {
            bindings.put(variables[i], arguments.get(i));
        }
        for (Class<?> each = raw; each != null && each.getSuperclass() != null; each = each.getSuperclass()) {
            if (each.getGenericSuperclass() instanceof ParameterizedType generic) {
                bindSuper(generic, bindings);
            }
        }
        return bindings;
    }

    private static void bindSuper(ParameterizedType generic, Map<TypeVariable<?>, Type> bindings) {
        TypeVariable<?>[] variables = ((Class<?>) generic.getRawType()).getTypeParameters();
        Type[] values = generic.getActualTypeArguments();
        for (int i = 0; i < variables.length; i++) {
            Type value = substituted(values[i], bindings);
            if (value != null) {
                bindings.put(variables[i], value);
            }
        }
    }

    /** The type with variables replaced by what they stand for, or null if one of them is not bound. */
    private static @Nullable Type substituted(Type type, Map<TypeVariable<?>, Type> bindings) {
        if (type instanceof TypeVariable<?> variable) {
            return bindings.get(variable);
        }
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                Type value = substituted(argument, bindings);
                if (value == null) {
                    return null;
                }
                arguments.add(value);
            }
            return new ResolvedType((Class<?>) generic.getRawType(), arguments);
        }
        return type;
    }

    /**
     * The type arguments of a subclass, given those of the superclass or interface, as far as each of its variables is
     * one of theirs; empty if the subclass has none or they cannot be told.
     */
    static List<Type> argumentsOf(Class<?> subclass, Class<?> superclass, List<Type> arguments) {
        TypeVariable<?>[] variables = subclass.getTypeParameters();
        if (variables.length == 0 || arguments.isEmpty()) {
            return List.of();
        }
        Type[] found = new Type[variables.length];
        Stream.concat(Stream.of(subclass.getGenericSuperclass()), Stream.of(subclass.getGenericInterfaces()))
                .filter(type -> type instanceof ParameterizedType generic && generic.getRawType() == superclass)
                .map(ParameterizedType.class::cast)
                .forEach(generic -> {
                    Type[] passed = generic.getActualTypeArguments();
                    for (int i = 0; i < passed.length; i++) {
                        int at = List.of(variables).indexOf(passed[i]);
                        if (at >= 0) {
                            found[at] = arguments.get(i);
                        }
                    }
                });
        return Stream.of(found).allMatch(type -> type != null) ? List.of(found) : List.of();
    }
}

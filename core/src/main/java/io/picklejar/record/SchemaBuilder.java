package io.picklejar.record;

import io.picklejar.policy.CodeOrigin;
import io.picklejar.record.Definitions.EnumDefinition;
import io.picklejar.record.Definitions.FieldDefinition;
import io.picklejar.record.Definitions.RecordDefinition;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Derives the schema of a type, or finds out that it has none. */
final class SchemaBuilder {
    /** The type has no schema. Control flow within this package; carries no stack trace. */
    static final class NoSchemaException extends Exception {
        private static final long serialVersionUID = 1L;

        NoSchemaException(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private final Predicate<Class<?>> opaque;
    private final Map<String, RecordDefinition> records = new LinkedHashMap<>();
    private final Map<String, EnumDefinition> enums = new LinkedHashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Set<Class<?>> classes = new LinkedHashSet<>();

    SchemaBuilder(Predicate<Class<?>> opaque) {
        this.opaque = opaque;
    }

    RecordSchema build(Type type) throws NoSchemaException {
        DataType root = typeOf(type, Map.of(), "the type");
        if (root instanceof DataType.Pickle pickle) {
            throw new NoSchemaException(pickle.className() + " has an encoding of its own");
        }
        return new RecordSchema(root, records, enums);
    }

    /** The classes that the schema names. */
    Set<Class<?>> classes() {
        return classes;
    }

    private DataType typeOf(Type type, Map<TypeVariable<?>, Type> bindings, String where) throws NoSchemaException {
        Type known = resolved(type, bindings, where);
        if (known instanceof ResolvedType generic) {
            return typeOfClass(generic.raw(), generic.arguments(), where);
        }
        if (known instanceof GenericArrayType array) {
            return new DataType.ArrayOf(typeOf(array.getGenericComponentType(), bindings, where));
        }
        return typeOfClass((Class<?>) known, List.of(), where);
    }

    /** The type without variables and wildcards. */
    private static Type resolved(Type type, Map<TypeVariable<?>, Type> bindings, String where)
            throws NoSchemaException {
        if (type instanceof TypeVariable<?> variable) {
            Type bound = bindings.get(variable);
            if (bound == null) {
                throw new NoSchemaException(where + " is of type " + variable + ", which is not known");
            }
            return bound;
        }
        if (type instanceof WildcardType wildcard) {
            return resolved(wildcard.getUpperBounds()[0], bindings, where);
        }
        if (type instanceof ParameterizedType generic) {
            List<Type> arguments = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                arguments.add(resolved(argument, bindings, where));
            }
            return new ResolvedType((Class<?>) generic.getRawType(), arguments);
        }
        return type;
    }

    private DataType typeOfClass(Class<?> raw, List<Type> arguments, String where) throws NoSchemaException {
        if (opaque.test(raw)) {
            return new DataType.Pickle(raw.getName());
        }
        Primitive primitive = Primitive.of(raw);
        if (primitive != null) {
            return new DataType.Scalar(primitive, false);
        }
        Primitive box = Primitive.ofBox(raw);
        if (box != null) {
            return new DataType.Scalar(box, true);
        }
        ValueKind value = ValueKind.of(raw);
        if (value != null) {
            return new DataType.Value(value);
        }
        if (raw.isArray()) {
            return new DataType.ArrayOf(typeOf(raw.getComponentType(), Map.of(), where));
        }
        if (raw.isEnum()) {
            defineEnum(raw);
            return new DataType.EnumOf(raw.getName());
        }
        ContainerKind container = ContainerKind.of(raw);
        if (container != null) {
            if (arguments.isEmpty()) {
                throw new NoSchemaException(where + " is a " + raw.getSimpleName() + " of unknown elements");
            }
            List<DataType> elements = new ArrayList<>();
            for (Type argument : arguments) {
                elements.add(typeOf(argument, Map.of(), "an element of " + where));
            }
            return new DataType.Container(container, elements);
        }
        if (CodeOrigin.isJdk(raw)) {
            return leafOfTheJdk(raw, where);
        }
        return new DataType.RecordOf(define(raw, arguments, where));
    }

    /** A class of the JDK that cannot hold the user's objects. */
    private static DataType leafOfTheJdk(Class<?> raw, String where) throws NoSchemaException {
        boolean isLeaf = Serializable.class.isAssignableFrom(raw)
                && !raw.isInterface()
                && !Modifier.isAbstract(raw.getModifiers())
                && raw.getTypeParameters().length == 0
                && !Throwable.class.isAssignableFrom(raw)
                && raw != Object.class;
        if (!isLeaf) {
            throw new NoSchemaException(where + " is a " + raw.getName() + ", which may hold anything");
        }
        return new DataType.Pickle(raw.getName());
    }

    private void defineEnum(Class<?> type) {
        classes.add(type);
        enums.put(
                type.getName(),
                new EnumDefinition(type.getName(), RecordClass.formerNames(type), RecordClass.constants(type)));
    }

    /** Defines the class and what it is made of, unless that is done, and returns its name in the schema. */
    private String define(Class<?> raw, List<Type> arguments, String where) throws NoSchemaException {
        String name = arguments.isEmpty() ? raw.getName() : new ResolvedType(raw, arguments).getTypeName();
        if (records.containsKey(name)) {
            return name;
        }
        String problem = RecordClass.problem(raw);
        if (problem != null) {
            throw new NoSchemaException(where + " is a " + raw.getName() + ", " + problem);
        }
        if (!open.add(name) || open.size() > 100) {
            throw new NoSchemaException(raw.getName() + " leads back to itself");
        }
        List<FieldDefinition> fields = RecordClass.isConcrete(raw) ? fieldsOf(raw, arguments) : List.of();
        List<String> members = membersOf(raw, name, arguments);
        open.remove(name);
        classes.add(raw);
        records.put(
                name,
                new RecordDefinition(
                        name, raw.getName(), RecordClass.formerNames(raw), fields, members, RecordClass.isOpen(raw)));
        return name;
    }

    private List<FieldDefinition> fieldsOf(Class<?> raw, List<Type> arguments) throws NoSchemaException {
        Map<TypeVariable<?>, Type> bindings = ResolvedType.bindings(raw, arguments);
        Map<String, FieldDefinition> fields = new LinkedHashMap<>();
        for (Field field : RecordClass.fieldsOf(raw)) {
            String where = "field " + field.getName() + " of "
                    + field.getDeclaringClass().getName();
            FieldDefinition definition = new FieldDefinition(
                    field.getName(), RecordClass.formerNames(field), typeOf(field.getGenericType(), bindings, where));
            if (fields.put(field.getName(), definition) != null) {
                throw new NoSchemaException(raw.getName() + " has two fields of the name " + field.getName());
            }
        }
        return List.copyOf(fields.values());
    }

    /** The classes that values may have, itself included; none if there is no choice. */
    private List<String> membersOf(Class<?> raw, String name, List<Type> arguments) throws NoSchemaException {
        Set<String> members = new LinkedHashSet<>();
        List<Class<?>> subclasses = RecordClass.subclasses(raw);
        if (RecordClass.isConcrete(raw) && (RecordClass.isOpen(raw) || !subclasses.isEmpty())) {
            members.add(name);
        }
        for (Class<?> subclass : subclasses) {
            if (subclass.isEnum()) {
                throw new NoSchemaException(raw.getName() + " permits the enum " + subclass.getName());
            }
            String member = define(
                    subclass,
                    ResolvedType.argumentsOf(subclass, raw, arguments),
                    "permitted class " + subclass.getName());
            RecordDefinition definition = records.get(member);
            if (definition != null && definition.isUnion()) {
                members.addAll(definition.members());
            } else {
                members.add(member);
            }
        }
        return List.copyOf(members);
    }
}

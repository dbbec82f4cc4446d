package io.picklejar.record;

import io.picklejar.error.CodeMismatchException;
import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.FieldAccess;
import io.picklejar.record.Codecs.EnumCodec;
import io.picklejar.record.Codecs.PickleCodec;
import io.picklejar.record.Definitions.EnumDefinition;
import io.picklejar.record.Definitions.FieldDefinition;
import io.picklejar.record.Definitions.Named;
import io.picklejar.record.Definitions.RecordDefinition;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the codecs for a schema and the classes of now. Each type of the schema meets a {@link Target}: the type that a
 * field has now, anything, or nothing where the class is gone.
 */
final class Binder {
    private final RecordSchema schema;
    private final Function<String, @Nullable Class<?>> classes;
    private final Pickles pickles;
    private final Map<String, ValueCodec> bound = new HashMap<>();

    Binder(RecordSchema schema, Function<String, @Nullable Class<?>> classes, Pickles pickles) {
        this.schema = schema;
        this.classes = classes;
        this.pickles = pickles;
    }

    ValueCodec root() {
        DataType root = schema.root();
        boolean isGone = (root instanceof DataType.RecordOf record && isGone(schema.record(record.className())))
                || (root instanceof DataType.EnumOf constant && classes.apply(constant.className()) == null);
        return codec(root, isGone ? Target.GONE : Target.ANY, "the type");
    }

    private boolean isGone(RecordDefinition definition) {
        return classes.apply(definition.className()) == null;
    }

    private ValueCodec codec(DataType type, Target target, String where) {
        if (type instanceof DataType.Scalar scalar) {
            return scalar(scalar, target, where);
        }
        if (type instanceof DataType.Value value) {
            target.require(value.kind().type(), type, where);
            return value.kind() == ValueKind.STRING
                    ? Codecs.StringCodec.INSTANCE
                    : new Codecs.ValueKindCodec(value.kind(), pickleCodec(target));
        }
        if (type instanceof DataType.EnumOf constant) {
            return enumCodec(schema.enumOf(constant.className()), target, where);
        }
        if (type instanceof DataType.RecordOf record) {
            return record(schema.record(record.className()), target, where);
        }
        if (type instanceof DataType.ArrayOf array) {
            return array(array, target, where);
        }
        if (type instanceof DataType.Container container) {
            return container(container, target, where);
        }
        return pickleCodec(target);
    }

    private PickleCodec pickleCodec(Target target) {
        return new PickleCodec(target.isGone() ? Codecs.UNOPENED : pickles);
    }

    private static ValueCodec scalar(DataType.Scalar scalar, Target target, String where) {
        Primitive kind = scalar.kind();
        ValueCodec codec = scalar.boxed() ? new Codecs.BoxCodec(kind) : new Codecs.PrimitiveCodec(kind);
        if (target.accepts(kind.box())) {
            return codec;
        }
        Primitive unboxed = Primitive.of(target.raw());
        Primitive wanted = unboxed != null ? unboxed : Primitive.ofBox(target.raw());
        if (wanted == null || !kind.widensTo(wanted)) {
            throw target.changed(scalar, where);
        }
        if (wanted == kind && (unboxed != null) != scalar.boxed()) {
            return codec;
        }
        Object absent = unboxed != null ? unboxed.zero() : null;
        Object absentBefore = scalar.boxed() ? null : kind.zero();
        return new Codecs.ConvertingCodec(
                codec,
                value -> value == null ? absent : kind.widen(value, wanted),
                value -> value == null ? absentBefore : kind.narrow(value, wanted));
    }

    private ValueCodec enumCodec(EnumDefinition definition, Target target, String where) {
        List<String> names = definition.constants().stream().map(Named::name).toList();
        if (target.isGone()) {
            return new EnumCodec(names, names, true);
        }
        Class<?> type = target.classFor(definition.className(), classes, where);
        if (!type.isEnum()) {
            throw target.changed(new DataType.EnumOf(definition.className()), where);
        }
        List<Named> now = RecordClass.constants(type);
        List<Object> all = List.of(type.getEnumConstants());
        List<Object> constants = new ArrayList<>();
        for (String name : names) {
            int at = FieldNames.indexOf(name, now);
            if (at < 0) {
                throw new CodeMismatchException(SchemaEvolution.constantGone(type.getName(), where, name), null);
            }
            constants.add(all.get(at));
        }
        return new EnumCodec(names, constants, constants.equals(all));
    }

    private ValueCodec array(DataType.ArrayOf array, Target target, String where) {
        if (array.element() instanceof DataType.Scalar scalar && !scalar.boxed()) {
            target.require(scalar.kind().primitive().arrayType(), array, where);
            return new PrimitiveArrayCodec(scalar.kind());
        }
        Target component = target.component(array, where);
        ValueCodec element = codec(array.element(), component, "an element of " + where);
        return new Codecs.ArrayCodec(element, component.isAny() ? classOf(array.element(), target) : component.raw());
    }

    /** The class of the elements of an array whose type nobody tells. */
    private Class<?> classOf(DataType type, Target target) {
        if (type instanceof DataType.Scalar scalar) {
            return scalar.boxed() ? scalar.kind().box() : scalar.kind().primitive();
        }
        if (type instanceof DataType.Value value) {
            return value.kind().type();
        }
        if (type instanceof DataType.Container container) {
            return container.kind().type();
        }
        if (type instanceof DataType.ArrayOf array) {
            return classOf(array.element(), target).arrayType();
        }
        if (target.isGone()) {
            return Object.class;
        }
        String name = type instanceof DataType.RecordOf record
                ? schema.record(record.className()).className()
                : type instanceof DataType.EnumOf constant ? constant.className() : "";
        Class<?> found = classes.apply(name);
        return found == null ? Object.class : found;
    }

    private ValueCodec container(DataType.Container container, Target target, String where) {
        ContainerKind kind = container.kind();
        target.require(kind.type(), container, where);
        String elements = "an element of " + where;
        ValueCodec element = codec(container.arguments().get(0), target.argument(0, kind), elements);
        if (kind == ContainerKind.OPTIONAL) {
            return new OptionalCodec(element);
        }
        ValueCodec value =
                kind.isMap() ? codec(container.arguments().get(1), target.argument(1, kind), elements) : null;
        return new ContainerCodec(element, value, kind.type(), pickleCodec(target));
    }

    private ValueCodec record(RecordDefinition definition, Target target, String where) {
        if (!definition.isUnion()) {
            Class<?> type = target.isGone() ? null : target.classFor(definition.className(), classes, where);
            return new NullableCodec(fields(definition, type));
        }
        List<ValueCodec> members = new ArrayList<>();
        List<Object> keys = new ArrayList<>();
        for (String name : definition.members()) {
            RecordDefinition member = schema.record(name);
            Class<?> type = target.isGone() ? null : target.memberFor(member.className(), classes, where);
            members.add(fields(member, type));
            keys.add(type == null ? member.className() : type);
        }
        return new UnionCodec(definition.className(), members, keys, definition.open() ? pickleCodec(target) : null);
    }

    /** Once for each class of the schema and class of now: what they have in common is one codec. */
    private ValueCodec fields(RecordDefinition definition, @Nullable Class<?> type) {
        String key = definition.name() + " " + (type == null ? "" : type.getName());
        ValueCodec codec = bound.get(key);
        if (codec == null) {
            codec = type == null ? goneFields(definition) : fieldsOf(definition, type);
            bound.put(key, codec);
        }
        return codec;
    }

    private ValueCodec goneFields(RecordDefinition definition) {
        ValueCodec[] codecs = definition.fields().stream()
                .map(field -> codec(field.type(), Target.GONE, "field " + field.name()))
                .toArray(ValueCodec[]::new);
        return new GoneCodec(
                definition.className(),
                definition.fields().stream().map(FieldDefinition::name).toList(),
                codecs);
    }

    private ValueCodec fieldsOf(RecordDefinition definition, Class<?> type) {
        String problem = RecordClass.problem(type);
        if (problem != null || !RecordClass.isConcrete(type)) {
            throw new CodeMismatchException(
                    "records of " + definition.className() + " cannot be read as " + type.getName() + ", "
                            + (problem == null ? "which is abstract now" : problem),
                    null);
        }
        List<Field> fields = RecordClass.fieldsOf(type);
        Map<String, String> names = FieldNames.match(
                definition.fields().stream().map(FieldDefinition::name).toList(),
                fields.stream()
                        .map(field -> new Named(field.getName(), RecordClass.formerNames(field)))
                        .toList());
        List<String> now = fields.stream().map(Field::getName).toList();
        boolean exact = definition.fields().size() == fields.size();
        List<FieldsCodec.Step> steps = new ArrayList<>();
        List<Field> targets = new ArrayList<>();
        for (int i = 0; i < definition.fields().size(); i++) {
            FieldDefinition each = definition.fields().get(i);
            String name = names.get(each.name());
            if (name == null) {
                exact = false;
                steps.add(new FieldsCodec.Step(codec(each.type(), Target.GONE, each.name()), null, -1, absent(each)));
                continue;
            }
            int at = now.indexOf(name);
            Field field = fields.get(at);
            ValueCodec codec = codec(
                    each.type(),
                    Target.of(field.getGenericType()),
                    "field " + name + " of " + field.getDeclaringClass().getName());
            exact &= codec.isExact();
            targets.add(field);
            steps.add(new FieldsCodec.Step(codec, FieldAccess.of(field), type.isRecord() ? at : -1, null));
        }
        try {
            FreshObjects objects = new FreshObjects(type);
            GeneratedFields generated = exact
                    ? FieldsGenerator.generate(
                            type,
                            objects,
                            targets,
                            steps.stream().map(FieldsCodec.Step::codec).toList())
                    : null;
            return generated == null ? new FieldsCodec(objects, steps, exact) : new GeneratedCodec(type, generated);
        } catch (IllegalAccessException e) {
            throw new UnpicklingException(Problem.FIELD_INACCESSIBLE, String.valueOf(e.getMessage()), e);
        }
    }

    /** What an older program finds in a field that newer ones do not have. */
    private static @Nullable Object absent(FieldDefinition field) {
        return field.type() instanceof DataType.Scalar scalar && !scalar.boxed()
                ? scalar.kind().zero()
                : null;
    }
}

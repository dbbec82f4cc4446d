package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.Problem;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.CodeProblemException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records: their components, by name; made by the canonical constructor, as JDK serialization does it (JLS 8.10,
 * "Serialization of Records").
 */
final class RecordKind extends Kind<Record> {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    RecordKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type.isRecord();
    }

    @Override
    public Reduction<?> reduce(Record record, ReduceContext context) {
        RecordComponent[] components = COMPONENTS.get(record.getClass());
        @Nullable Object[] args = new Object[1 + components.length];
        Class<?> type = record.getClass();
        args[0] = new Shape(
                type,
                Arrays.stream(components)
                        .map(component -> new Shape.Field(type, component.getName()))
                        .toList());
        for (int i = 0; i < components.length; i++) {
            args[1 + i] = read(record, components[i]);
        }
        return Reduction.of(this, args);
    }

    /** Reads the field, not the accessor, which may be the user's own and do anything. */
    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            return Access.get(record.getClass().getDeclaredField(component.getName()), record);
        } catch (NoSuchFieldException e) {
            throw new AssertionError("a record component has a field of its name", e);
        } catch (IllegalAccessException e) {
            throw new CodeProblemException(
                    Problem.FIELD_INACCESSIBLE,
                    "cannot read component " + component.getName() + " of "
                            + record.getClass().getName() + ": " + e.getMessage(),
                    "open its package to PickleJar",
                    e);
        }
    }

    @Override
    public ObjectPath step(ObjectPath path, Record record, int argument) {
        return argument == 0 ? path : path.field(COMPONENTS.get(record.getClass())[argument - 1].getName());
    }

    @Override
    public Record make(@Nullable Object[] args) throws Exception {
        Shape shape = (Shape) Args.notNull(args, 0);
        Class<?> type = shape.type();
        RecordComponent[] components = COMPONENTS.get(type);
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record here");
        }
        @Nullable Object[] values = new Object[components.length];
        List<Shape.Field> sent = shape.fields();
        boolean[] found = new boolean[sent.size()];
        for (int i = 0; i < components.length; i++) {
            int at = indexOf(sent, components[i].getName());
            if (at >= 0) {
                values[i] = args[1 + at];
                found[at] = true;
            } else {
                values[i] = Defaults.of(components[i].getType());
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                throw new IllegalArgumentException("record " + type.getName() + " has no component "
                        + sent.get(i).name() + " here");
            }
        }
        return construct(type, components, values);
    }

    private static int indexOf(List<Shape.Field> fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Record construct(Class<?> type, RecordComponent[] components, @Nullable Object[] values)
            throws Exception {
        MethodHandle constructor = Access.lookupIn(type)
                .findConstructor(
                        type,
                        MethodType.methodType(
                                void.class,
                                Arrays.stream(components)
                                        .map(RecordComponent::getType)
                                        .toArray(Class<?>[]::new)));
        try {
            return (Record) constructor.invokeWithArguments(values);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InvocationTargetException(e);
        }
    }
}

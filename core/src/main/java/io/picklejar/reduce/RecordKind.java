package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.Problem;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.CodeProblemException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
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
    /** What is needed again for each record of a class. The fields are read, not the accessors, which are user code. */
    private static final ClassCache<Layout> LAYOUTS = new ClassCache<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            return new Layout(type);
        }
    };

    private static final class Layout {
        final Shape shape;
        final Field[] fields;
        private volatile @Nullable MethodHandle constructor;

        Layout(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            if (components == null) {
                throw new IllegalArgumentException(type.getName() + " is not a record here");
            }
            fields = new Field[components.length];
            for (int i = 0; i < fields.length; i++) {
                try {
                    fields[i] = type.getDeclaredField(components[i].getName());
                } catch (NoSuchFieldException e) {
                    throw new AssertionError("a record component has a field of its name", e);
                }
            }
            shape = new Shape(
                    type,
                    Arrays.stream(components)
                            .map(component -> new Shape.Field(type, component.getName()))
                            .toList());
        }

        /** The canonical constructor, taking an array. Made when first needed: a receiver may never pickle, or load. */
        MethodHandle constructor() throws NoSuchMethodException, IllegalAccessException {
            MethodHandle made = constructor;
            if (made == null) {
                Class<?> type = shape.type();
                Class<?>[] types = Arrays.stream(fields).map(Field::getType).toArray(Class<?>[]::new);
                made = Access.lookupIn(type)
                        .findConstructor(type, MethodType.methodType(void.class, types))
                        .asSpreader(Object[].class, types.length)
                        .asType(MethodType.methodType(Record.class, Object[].class));
                constructor = made;
            }
            return made;
        }
    }

    RecordKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type.isRecord();
    }

    @Override
    public Reduction<?> reduce(Record record, ReduceContext context) {
        Layout layout = LAYOUTS.get(record.getClass());
        @Nullable Object[] args = new Object[1 + layout.fields.length];
        args[0] = layout.shape;
        for (int i = 0; i < layout.fields.length; i++) {
            args[1 + i] = read(record, layout.fields[i]);
        }
        return Reduction.of(this, args);
    }

    private static @Nullable Object read(Record record, Field field) {
        try {
            return Access.get(field, record);
        } catch (IllegalAccessException e) {
            throw new CodeProblemException(
                    Problem.FIELD_INACCESSIBLE,
                    "cannot read component " + field.getName() + " of "
                            + record.getClass().getName() + ": " + e.getMessage(),
                    "open its package to PickleJar",
                    e);
        }
    }

    @Override
    public ObjectPath step(ObjectPath path, Record record, int argument) {
        return argument == 0
                ? path
                : path.field(LAYOUTS.get(record.getClass()).fields[argument - 1].getName());
    }

    @Override
    public Record make(@Nullable Object[] args) throws Exception {
        Shape sent = (Shape) Args.notNull(args, 0);
        Layout layout = LAYOUTS.get(sent.type());
        @Nullable
        Object[] values =
                sent.equals(layout.shape) ? Arrays.copyOfRange(args, 1, args.length) : byName(sent, args, layout);
        try {
            return (Record) layout.constructor().invokeExact(values);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new InvocationTargetException(e);
        }
    }

    /** Fits components to a record that has other ones here: new ones get defaults, lost ones are an error. */
    private static @Nullable Object[] byName(Shape sent, @Nullable Object[] args, Layout layout) {
        @Nullable Object[] values = new Object[layout.fields.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Defaults.of(layout.fields[i].getType());
        }
        List<Shape.Field> here = layout.shape.fields();
        for (int i = 0; i < sent.fields().size(); i++) {
            int at = here.indexOf(sent.fields().get(i));
            if (at < 0) {
                throw new IllegalArgumentException("record " + sent.type().getName() + " has no component "
                        + sent.fields().get(i).name() + " here");
            }
            values[at] = args[1 + i];
        }
        return values;
    }
}

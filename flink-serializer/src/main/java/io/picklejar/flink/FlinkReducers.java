package io.picklejar.flink;

import io.picklejar.record.RecordSchema;
import io.picklejar.reduce.ReduceContext;
import io.picklejar.reduce.ReducerProvider;
import io.picklejar.reduce.Reduction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pickles what is a pickle by itself: a {@link PickleTypeInfo} or {@link PickleSerializer} by its class, a {@link
 * Pickled} function by the function. So the jar that pickles the user code around it decides how they travel.
 */
public final class FlinkReducers implements ReducerProvider {
    /** For {@link java.util.ServiceLoader}. */
    public FlinkReducers() {}

    @Override
    public void register(Registry registry) {
        registry.reducer(PickledType.class, FlinkReducers::reduceType);
        registry.reducer(Cell.class, FlinkReducers::reduceCell);
    }

    /** Into its classes and its schema. */
    static Reduction<?> reduceType(PickledType<?> type, ReduceContext context) {
        RecordSchema schema = type.schema();
        return Reduction.of(Make.PICKLED_TYPE, type.type(), schema == null ? null : schema.toBytes(), type.classes());
    }

    /** Into the object; a cell that is a pickle already stays as it is. */
    @SuppressWarnings("rawtypes")
    static @Nullable Reduction<?> reduceCell(Cell cell, ReduceContext context) {
        Object live = cell.live();
        return live == null || !cell.isOpen() ? null : Reduction.of(Make.CELL, live);
    }

    /** Makers, as enum constants: they are pickled by their names. */
    enum Make implements Reduction.Maker<Object> {
        /** Of the class, the schema's bytes or null, and the classes that it names. */
        PICKLED_TYPE {
            @Override
            @SuppressWarnings({"unchecked", "NullAway"}) // as reduceType gave them
            public Object make(@Nullable Object[] arguments) {
                return PickledType.ofParts(
                        (Class<?>) arguments[0],
                        (byte[]) arguments[1],
                        (List<Class<?>>) arguments[2],
                        InstalledJar.get());
            }
        },
        /** Of the object inside. */
        CELL {
            @Override
            @SuppressWarnings("NullAway") // the only argument is the object, which is never null
            public Object make(@Nullable Object[] arguments) {
                return new Cell<>(arguments[0], InstalledJar.get());
            }
        },
        /** Of what stands in for it. */
        SUBSTITUTE {
            @Override
            @SuppressWarnings("NullAway") // the only argument is an object that was replaced
            public Object make(@Nullable Object[] arguments) {
                return arguments[0];
            }
        }
    }
}

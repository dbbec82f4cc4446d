package io.picklejar.beam;

import io.picklejar.PickleJar;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.ProcessFunction;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.HasDisplayData;
import org.jspecify.annotations.Nullable;

/** Makes what takes the place of a function that Java serialization rejects. */
final class Replacements {
    private Replacements() {}

    /**
     * A value that behaves as the given one and travels as its pickle, or null where there can be none.
     *
     * @param holder the type of the field or array element that holds the value
     */
    static @Nullable Object of(Object value, Class<?> holder, PickleJar jar) {
        Class<?> type = value.getClass();
        // Beam looks at more than the interfaces of what extends a class: SimpleFunction, DoFn, CombineFn.
        boolean interfacesOnly = type.getSuperclass() == Object.class;
        Object replacement = null;
        if (interfacesOnly && (holder.isInterface() || holder == Object.class)) {
            replacement = ofInterfaces(value, jar);
        }
        if (!holder.isInstance(replacement) && PickledSubclass.isPossibleFor(type)) {
            replacement = PickledSubclass.copyOf(Cell.of(value, jar));
        }
        if (!holder.isInstance(replacement) && value instanceof CombineFn<?, ?, ?> combiner) {
            replacement = Pickled.combine(combiner, jar);
        }
        return holder.isInstance(replacement) ? replacement : null;
    }

    /** Typed wrappers for what is called once per element, proxies for the rest. */
    private static Object ofInterfaces(Object value, PickleJar jar) {
        if (!(value instanceof HasDisplayData)) {
            if (value instanceof SerializableFunction<?, ?> function) {
                return Pickled.fn(function, jar);
            }
            if (value instanceof ProcessFunction<?, ?> function) {
                return new PickledFunction.Throwing<>(Cell.of(function, jar));
            }
            if (value instanceof SerializableBiFunction<?, ?, ?> function) {
                return Pickled.biFn(function, jar);
            }
        }
        return PickledInvocation.proxyOf(Cell.of(value, jar), type -> !jar.isByValue(type));
    }
}

package io.picklejar.record;

import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.Access;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of a class: a record by its canonical constructor, others by the constructor without parameters, whatever
 * its access, so that fields which are transient or new have what it gives them; a class without one by none.
 */
final class FreshObjects {
    private static final MethodType NO_ARGUMENTS = MethodType.methodType(void.class);

    private final Class<?> type;
    private final @Nullable MethodHandle constructor;
    private final @Nullable Object[] defaults;

    FreshObjects(Class<?> type) throws IllegalAccessException {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        MethodHandles.Lookup lookup = Access.lookupIn(type);
        if (components == null) {
            this.defaults = new Object[0];
            this.constructor = withoutParameters(lookup, type);
            return;
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        this.defaults = Arrays.stream(types)
                .map(each -> {
                    Primitive primitive = Primitive.of(each);
                    return primitive == null ? null : primitive.zero();
                })
                .toArray();
        try {
            this.constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException e) {
            throw new AssertionError("a record has a canonical constructor", e);
        }
    }

    private static @Nullable MethodHandle withoutParameters(MethodHandles.Lookup lookup, Class<?> type)
            throws IllegalAccessException {
        try {
            return lookup.findConstructor(type, NO_ARGUMENTS).asType(MethodType.methodType(Object.class));
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    boolean isRecord() {
        return type.isRecord();
    }

    /** Whether objects are made without running code of the class. */
    boolean isAllocated() {
        return constructor == null;
    }

    /** An argument for each component: zero or null. */
    @Nullable
    Object[] defaults() {
        return defaults.clone();
    }

    /** A record of the components. */
    Object make(@Nullable Object[] components) {
        try {
            return (Object) constructor().invokeExact(components);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** An object to be filled. */
    Object make() {
        try {
            return constructor == null ? Access.allocate(type) : (Object) constructor.invokeExact();
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private MethodHandle constructor() {
        if (constructor == null) {
            throw new IllegalStateException(type + " is no record");
        }
        return constructor;
    }

    private RuntimeException failed(Throwable cause) {
        if (cause instanceof Error error && !(error instanceof LinkageError)) {
            throw error;
        }
        return new UnpicklingException(
                Problem.MAKING_FAILED, "cannot make a " + type.getName() + ": its constructor threw " + cause, cause);
    }
}

package io.picklejar.reduce;

/** Contributes reducers through {@link java.util.ServiceLoader}, after a jar's own and the built-in ones. */
public interface ReducerProvider {
    /** Registers reducers; called once for each {@code PickleJar} that is built. */
    void register(Registry registry);

    /** Where a provider puts its reducers. */
    interface Registry {
        /** Registers a reducer for a type and, where none is closer, its subtypes. */
        <T> void reducer(Class<T> type, Reducer<? super T> reducer);
    }
}

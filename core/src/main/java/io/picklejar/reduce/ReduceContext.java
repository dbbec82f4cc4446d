package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PicklingException;

/** What a reducer may ask while it takes an object apart. Valid during the call only. */
public interface ReduceContext {
    /** Where the object sits. */
    ObjectPath path();

    /** Whether the class travels by value: its class file inside the pickle. */
    boolean isByValue(Class<?> type);

    /** Whether lambdas of the by-reference class bring a copy of their code along. */
    boolean embedsCode(Class<?> type);

    /**
     * The exception for an object that must not travel.
     *
     * @param what the object and the reason, without a final full stop
     * @param advice what the user can do, an imperative without a final full stop
     */
    PicklingException refuse(String what, String advice);
}

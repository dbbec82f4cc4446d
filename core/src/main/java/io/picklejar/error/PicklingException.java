package io.picklejar.error;

import org.jspecify.annotations.Nullable;

/** A value cannot be pickled; says where it sits and what would help. */
public final class PicklingException extends PickleException {
    private static final long serialVersionUID = 1L;

    private final transient ObjectPath path;
    private final String advice;

    /**
     * Makes the exception with the message {@code <what> at <path>; <advice> [<problem>]}.
     *
     * @param what what cannot be pickled and why, without a final full stop
     * @param path where it sits in the object graph
     * @param advice what the user can do about it, an imperative without a final full stop
     */
    public PicklingException(Problem problem, String what, ObjectPath path, String advice, @Nullable Throwable cause) {
        super(problem, what + " at " + path + "; " + advice, cause);
        this.path = path;
        this.advice = advice;
    }

    /** Where in the object graph the unpicklable value sits. After Java deserialization of the exception: the root. */
    public ObjectPath path() {
        return path == null ? ObjectPath.root() : path;
    }

    /** What the user can do about it. */
    public String advice() {
        return advice;
    }
}

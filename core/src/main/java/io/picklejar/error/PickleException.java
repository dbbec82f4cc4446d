package io.picklejar.error;

import org.jspecify.annotations.Nullable;

/**
 * Pickling or unpickling failed.
 *
 * <p>{@link PicklingException} blames the value or its class, {@link UnpicklingException} the bytes or the receiver.
 * Messages say what, where and what to do, and end in a stable {@code [problem-id]}, a heading of {@code
 * docs/troubleshooting.md}. A failed dump leaves no bytes behind; a failed load defines no class and changes no static.
 */
public abstract sealed class PickleException extends RuntimeException permits PicklingException, UnpicklingException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    PickleException(Problem problem, String message, @Nullable Throwable cause) {
        super(message + " [" + problem.id() + "]", cause);
        this.problem = problem;
    }

    /** What went wrong, as a stable constant. */
    public final Problem problem() {
        return problem;
    }
}

package io.picklejar.error;

import org.jspecify.annotations.Nullable;

/** A pickle cannot be loaded: its bytes or this receiver are to blame. */
public sealed class UnpicklingException extends PickleException
        permits CorruptPickleException,
                MissingClassException,
                CodeMismatchException,
                CodeRejectedException,
                LimitExceededException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception with the message {@code <message> [<problem>]}. */
    public UnpicklingException(Problem problem, String message, @Nullable Throwable cause) {
        super(problem, message, cause);
    }
}

package io.picklejar.error;

import org.jspecify.annotations.Nullable;

/** The bytes are not a pickle that this library can read: foreign, truncated or changed. */
public final class CorruptPickleException extends UnpicklingException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception with the message {@code <message> [<problem>]}. */
    public CorruptPickleException(Problem problem, String message, @Nullable Throwable cause) {
        super(problem, message, cause);
    }
}

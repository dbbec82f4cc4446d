package io.picklejar.error;

import org.jspecify.annotations.Nullable;

/** The receiver has a class of the right name, but not with the code that was pickled. */
public final class CodeMismatchException extends UnpicklingException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception with the message {@code <message> [<problem>]}. */
    public CodeMismatchException(String message, @Nullable Throwable cause) {
        super(Problem.CODE_MISMATCH, message, cause);
    }
}

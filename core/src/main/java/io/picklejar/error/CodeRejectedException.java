package io.picklejar.error;

/** A policy of the receiver forbids the code or the class; nothing was defined or resolved. */
public final class CodeRejectedException extends UnpicklingException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception with the message {@code <message> [<problem>]}. */
    public CodeRejectedException(String message) {
        super(Problem.CODE_REJECTED, message, null);
    }
}

package io.picklejar.error;

/** The pickle asks for more than the receiver's limits allow; it was refused before anything was allocated. */
public final class LimitExceededException extends UnpicklingException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception with the message {@code <message> [<problem>]}. */
    public LimitExceededException(String message) {
        super(Problem.LIMIT_EXCEEDED, message, null);
    }
}

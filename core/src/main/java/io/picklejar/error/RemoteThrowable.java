package io.picklejar.error;

import org.jspecify.annotations.Nullable;

/**
 * Stands for a throwable whose class the receiver of a pickle lacks: an error report must arrive, above all. It has the
 * original's cause, suppressed throwables and stack trace; its fields stay behind.
 *
 * <p>RMI and Spark report such an error as a {@code ClassNotFoundException} in its place.
 */
public final class RemoteThrowable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;

    private final @Nullable String originalMessage;

    /** Made by the reader; which sets the stack trace and adds the suppressed throwables. */
    public RemoteThrowable(String className, @Nullable String originalMessage, @Nullable Throwable cause) {
        super(
                className + (originalMessage == null ? "" : ": " + originalMessage) + " (its class is missing here)",
                cause);
        this.className = className;
        this.originalMessage = originalMessage;
    }

    /** The binary name of the original's class. */
    public String className() {
        return className;
    }

    /** What {@link #getMessage()} of the original gave, or null. */
    public @Nullable String originalMessage() {
        return originalMessage;
    }
}
